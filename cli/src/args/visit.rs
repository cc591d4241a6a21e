//! `holdfast visit`: what can be said.

use clap::{Args, Subcommand};

/// Visits.
#[derive(Subcommand)]
pub enum VisitCommand {
    /// Plan a visit.
    #[command(after_help = "Example: holdfast visit plan Margaret --in-minutes 30 --carer 'Amina \
                            Osman' --task 'personal care: wash and dress'")]
    Plan(PlanArgs),
    /// A visit is not to take place. It stays in the record, with the reason.
    #[command(after_help = "Example: holdfast visit stand-down Margaret --why 'planned twice'")]
    StandDown {
        /// To whom, or its number in today's list.
        visit: String,
        /// Why.
        #[arg(long)]
        why: String,
    },
    /// Today's visits.
    #[command(after_help = "Example: holdfast visit today")]
    Today,
    /// One visit, whole.
    #[command(after_help = "Example: holdfast visit show Margaret")]
    Show {
        /// To whom, or its number in today's list.
        visit: String,
    },
    /// Arrived. With --unplanned, at somebody nobody had planned to visit.
    #[command(after_help = "Example: holdfast visit start Margaret")]
    Start {
        /// To whom, or its number in today's list.
        visit: String,
        /// Why nobody had planned it.
        #[arg(long, value_name = "BECAUSE")]
        unplanned: Option<String>,
    },
    /// Write a note. `-` reads it from standard input.
    #[command(after_help = "Example: holdfast visit note Margaret 'Drank half a cup of tea.'")]
    Note {
        /// To whom, or its number in today's list.
        visit: String,
        /// The note.
        text: String,
        /// With `-`: each line is a note of its own, announced once it is saved.
        #[arg(long)]
        each_line: bool,
    },
    /// Record what came of a task.
    #[command(after_help = "Example: holdfast visit task Margaret wash --not-done 'was asleep'")]
    Task {
        /// To whom, or the visit's number in today's list.
        visit: String,
        /// The task: a part of its words, or its number in the visit.
        task: String,
        /// It was not done, because …
        #[arg(long, value_name = "BECAUSE")]
        not_done: Option<String>,
    },
    /// Record what came of a medicine. With no outcome: what to know before it is given.
    #[command(after_help = "Example: holdfast visit medicine Margaret Levodopa 'taken (seen)'")]
    Medicine(MedicineArgs),
    /// Record an observation, with its unit.
    #[command(after_help = "Example: holdfast visit observe Margaret temperature '37.4'")]
    Observe {
        /// To whom, or the visit's number in today's list.
        visit: String,
        /// What: fluid, weight, temperature, pulse, blood pressure, glucose, mood, pain …
        kind: String,
        /// The value.
        value: String,
    },
    /// Leave.
    #[command(after_help = "Example: holdfast visit leave Margaret")]
    Leave {
        /// To whom, or the visit's number in today's list.
        visit: String,
    },
    /// Amend a note: what was written first stays.
    #[command(
        after_help = "Example: holdfast visit amend Margaret 2 'Right heel, not left.' --why 'wrong side'"
    )]
    Amend {
        /// To whom, or the visit's number in today's list.
        visit: String,
        /// The note's number in the visit.
        note: usize,
        /// What it should say.
        text: String,
        /// Why.
        #[arg(long)]
        why: String,
    },
    /// How to get in: around the visit to whoever is on it, else with a reason that the manager is told.
    #[command(after_help = "Example: holdfast visit entry-details Margaret")]
    EntryDetails {
        /// To whom, or the visit's number in today's list.
        visit: String,
        /// Why it is opened outside its time, by a senior or on-call device.
        #[arg(long)]
        because: Option<String>,
    },
    /// Entered for the wrong person: hidden from all but managers, and entered again where it belongs.
    #[command(after_help = "Example: holdfast visit wrong-person Margaret --note 2 --belongs-to \
                            Doreen --why 'had both screens open'")]
    WrongPerson(WrongPersonArgs),
    /// The three times of everything recorded: when it happened, was written, and came in here.
    #[command(after_help = "Example: holdfast visit times Margaret")]
    Times {
        /// To whom, or the visit's number in today's list.
        visit: String,
    },
    /// Sign a visit off.
    #[command(after_help = "Example: holdfast visit sign-off Margaret")]
    SignOff {
        /// To whom, or the visit's number in today's list.
        visit: String,
    },
}

/// What a plan says.
#[derive(Args)]
pub struct PlanArgs {
    /// To whom.
    pub person: String,
    /// How many minutes from now it may begin: up to a year.
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    pub in_minutes: i64,
    /// How long it may begin, in minutes: up to a day.
    #[arg(long, default_value_t = 60)]
    pub window: i64,
    /// Who is to come.
    #[arg(long = "carer", value_name = "NAME")]
    pub carers: Vec<String>,
    /// What is to be done: `kind: words`. For a medicine, its name in the summary or a part of it.
    #[arg(long = "task", value_name = "KIND: WORDS")]
    pub tasks: Vec<String>,
    /// How many carers it needs.
    #[arg(long)]
    pub staff: Option<u32>,
    /// The round it belongs to.
    #[arg(long)]
    pub round: Option<String>,
    /// How the person came to it: rapid start, discharge, night support, subcontract.
    #[arg(long)]
    pub pathway: Option<String>,
}

/// What came of a medicine.
#[derive(Args)]
pub struct MedicineArgs {
    /// To whom, or the visit's number in today's list.
    pub visit: String,
    /// Its name in the summary or a part of it, its number there, or what stands on the box.
    pub medicine: String,
    /// What came of it.
    pub outcome: Option<String>,
    /// How much was taken, for a part.
    #[arg(long)]
    pub amount: Option<String>,
    /// On whose advice it was withheld.
    #[arg(long)]
    pub advice_by: Option<String>,
    /// When it was offered, where that is known: 2026-11-22 21:04.
    #[arg(long, value_name = "TIME")]
    pub offered_at: Option<String>,
    /// When it was taken, where that is known. What you saw being taken is taken now.
    #[arg(long, value_name = "TIME")]
    pub taken_at: Option<String>,
}

/// What was entered for the wrong person. With no entry named, all of the visit was.
#[derive(Args)]
pub struct WrongPersonArgs {
    /// To whom it was entered, or the visit's number in today's list.
    pub visit: String,
    /// A note's number in `visit show`.
    #[arg(long = "note", value_name = "NUMBER")]
    pub notes: Vec<usize>,
    /// A dose's number in `visit show`.
    #[arg(long = "dose", value_name = "NUMBER")]
    pub doses: Vec<usize>,
    /// An observation's number in `visit show`.
    #[arg(long = "observation", value_name = "NUMBER")]
    pub observations: Vec<usize>,
    /// To whom it belongs: to their visit of now, where there is one, else to one that is begun for it.
    #[arg(long, value_name = "PERSON OR VISIT")]
    pub belongs_to: Option<String>,
    /// How it came about.
    #[arg(long)]
    pub why: String,
}
