//! The command line: what can be said, with an example for each.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  refused: something was asked that cannot be done; nothing was changed
  2  the words of the command were wrong
  3  locked, or the PIN is wrong
  4  no connection to the hub; everything is saved here and will be sent later
  5  damage was found; run `holdfast repair`
  6  the demonstration's account does not balance";

/// Care records that work with no signal, and prove afterwards that nothing was lost.
#[derive(Parser)]
#[command(name = "holdfast", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub struct Cli {
    /// The device's folder.
    #[arg(long, short = 'd', global = true, env = "HOLDFAST_DEVICE", value_name = "FOLDER")]
    pub device: Option<PathBuf>,
    /// Print JSON for programs.
    #[arg(long, global = true)]
    pub json: bool,
    /// Read the PIN from this file instead of the terminal.
    #[arg(long, global = true, env = "HOLDFAST_PIN_FILE", value_name = "FILE")]
    pub pin_file: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Begin an organisation, or name its hub.
    #[command(subcommand)]
    Organisation(OrganisationCommand),
    /// Make, enrol, unlock and lock devices.
    #[command(subcommand)]
    Device(DeviceCommand),
    /// People who draw on care, and their summaries.
    #[command(subcommand)]
    Person(PersonCommand),
    /// Visits, from the plan to leaving.
    #[command(subcommand)]
    Visit(VisitCommand),
    /// May this visit start? Advice, never a lock.
    #[command(after_help = "Example: holdfast assess Margaret --present 1")]
    Assess {
        /// To whom, or its number in today's list.
        visit: String,
        /// How many carers are there.
        #[arg(long, default_value_t = 1)]
        present: u32,
        /// Go on although the advice is not to, because leaving or waiting is more dangerous.
        #[arg(long, value_name = "WHY")]
        went_on_because: Option<String>,
    },
    /// Read and understood: what changed about a person since you last said so.
    #[command(after_help = "Example: holdfast read Margaret")]
    Read {
        /// Whose summary.
        person: String,
        /// Only show what changed; say nothing.
        #[arg(long)]
        only_show: bool,
    },
    /// Guidance that two people changed without seeing each other.
    #[command(subcommand)]
    Dispute(DisputeCommand),
    /// Send and fetch, through the hub.
    #[command(after_help = "Example: holdfast sync")]
    Sync {
        /// Where the hub is, if it moved.
        #[arg(long, value_name = "URL")]
        hub: Option<String>,
    },
    /// Entries as a file, for when there is no network at all.
    #[command(subcommand)]
    Bundle(BundleCommand),
    /// What this device holds, what is safe at the hub, what waits and why.
    #[command(after_help = "Example: holdfast status")]
    Status,
    /// Make every record anew from the entries.
    #[command(after_help = "Example: holdfast repair")]
    Repair,
    /// Run a hub: a meeting point that cannot read what it stores.
    #[command(subcommand)]
    Hub(HubCommand),
    /// A night without signal, on real parts, with an account at the end.
    #[command(after_help = "Example: holdfast demo referral.json")]
    Demo(crate::demo::DemoArgs),
}

/// Organisations.
#[derive(Subcommand)]
pub enum OrganisationCommand {
    /// Begin one, on its owner's own device. Prints the recovery sheet into a file: print it, put it
    /// in a safe, and delete the file.
    #[command(after_help = "Example: holdfast -d olu organisation create --name 'Harbour Care' \
                            --owner 'Olu Adeyemi' --sheet recovery.txt --public harbour.root")]
    Create {
        /// What it is called.
        #[arg(long)]
        name: String,
        /// Its owner, who uses this device.
        #[arg(long)]
        owner: String,
        /// The number of its on-call phone.
        #[arg(long)]
        on_call: Option<String>,
        /// Where to write the recovery sheet.
        #[arg(long, value_name = "FILE")]
        sheet: PathBuf,
        /// Where to write the organisation's public key, which a hub is given.
        #[arg(long, value_name = "FILE")]
        public: PathBuf,
    },
    /// Name the hub, with the recovery sheet in hand.
    #[command(after_help = "Example: holdfast -d olu organisation hub --sheet recovery.txt \
                            --hub hub.public --address http://hub.example:8440")]
    Hub {
        /// The recovery sheet.
        #[arg(long, value_name = "FILE")]
        sheet: PathBuf,
        /// The hub's public keys, from `holdfast hub init`.
        #[arg(long, value_name = "FILE")]
        hub: PathBuf,
        /// Where devices reach it.
        #[arg(long, value_name = "URL")]
        address: String,
    },
}

/// Devices.
#[derive(Subcommand)]
pub enum DeviceCommand {
    /// Make a new device in a folder, with a request file for whoever enrols it.
    #[command(after_help = "Example: holdfast -d amina device new --label \"Amina's phone\" \
                            --name 'Amina Osman' --request amina.request")]
    New {
        /// What you call it.
        #[arg(long)]
        label: String,
        /// Your name.
        #[arg(long)]
        name: String,
        /// Where to write the request file; none for the device an organisation begins on.
        #[arg(long, value_name = "FILE")]
        request: Option<PathBuf>,
    },
    /// Enrol the device that wrote a request file, and write its welcome file.
    #[command(after_help = "Example: holdfast -d mo device enrol amina.request --role carer \
                            --name 'Amina Osman' --welcome amina.welcome")]
    Enrol(EnrolArgs),
    /// Join the organisation, with the welcome file of whoever enrolled this device.
    #[command(after_help = "Example: holdfast -d amina device join amina.welcome")]
    Join {
        /// The welcome file.
        welcome: PathBuf,
    },
    /// Unlock with the PIN, until `device lock`.
    #[command(after_help = "Example: holdfast -d amina device unlock")]
    Unlock,
    /// Lock: the keys are wiped.
    #[command(after_help = "Example: holdfast -d amina device lock")]
    Lock,
    /// Who works here, and on what.
    #[command(after_help = "Example: holdfast -d mo device list")]
    List,
    /// How this device stands: as `holdfast status`.
    #[command(after_help = "Example: holdfast -d amina device status")]
    Status,
}

/// How a device is enrolled.
#[derive(Args)]
pub struct EnrolArgs {
    /// The request file.
    pub request: PathBuf,
    /// What its member is for: carer, senior, subcontractor, coordinator, on-call manager, manager …
    #[arg(long)]
    pub role: String,
    /// What its member is called.
    #[arg(long)]
    pub name: String,
    /// How to phone them.
    #[arg(long)]
    pub phone: Option<String>,
    /// Whose employee they are, where that is another provider.
    #[arg(long)]
    pub employer: Option<String>,
    /// For a subcontractor: for how many days.
    #[arg(long, value_name = "DAYS")]
    pub lease_days: Option<i64>,
    /// Where to write the welcome file.
    #[arg(long, value_name = "FILE")]
    pub welcome: PathBuf,
}

/// People.
#[derive(Subcommand)]
pub enum PersonCommand {
    /// Bring referrals in (FHIR R4). Nothing that stands is overwritten; all of it is unconfirmed.
    #[command(after_help = "Example: holdfast person import referral.json")]
    Import {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Where the NHS number is here already and you compared the two: it is the same person.
        #[arg(long, conflicts_with = "another_person")]
        same_person: bool,
        /// Where the NHS number is here already and you compared the two: it is another person.
        #[arg(long)]
        another_person: bool,
    },
    /// Begin a person by hand.
    #[command(
        after_help = "Example: holdfast person new --preferred Margaret --full 'Margaret Hughes'"
    )]
    New {
        /// What the person wants to be called.
        #[arg(long)]
        preferred: String,
        /// The full name.
        #[arg(long)]
        full: String,
    },
    /// Everybody on this device.
    #[command(after_help = "Example: holdfast person list")]
    List,
    /// One person: the six sections, each with its state.
    #[command(after_help = "Example: holdfast person show Margaret")]
    Show {
        /// Who: a name, a part of one, or an NHS number.
        person: String,
        /// With the keys of items, for `edit` and `confirm`.
        #[arg(long)]
        keys: bool,
    },
    /// Add an item, or change one by its key.
    #[command(after_help = "Example: holdfast person edit Margaret medicine name=Levodopa \
                            support=assist times='08:00; 12:00'")]
    Edit {
        /// Who.
        person: String,
        /// The kind of item (`medicine`), or the key of one to change.
        item: String,
        /// Its fields.
        #[arg(value_name = "FIELD=VALUE", required = true)]
        fields: Vec<String>,
    },
    /// Confirm what stands: a section, a kind of item, one key, or `all`.
    #[command(after_help = "Example: holdfast person confirm Margaret allergy --how phone \
                            --from 'Dr Patel'")]
    Confirm {
        /// Who.
        person: String,
        /// What.
        what: String,
        /// How: in person, phone, video, document, message.
        #[arg(long)]
        how: String,
        /// From whom.
        #[arg(long)]
        from: Option<String>,
    },
    /// State that none are known: of allergies, say.
    #[command(after_help = "Example: holdfast person none-known Margaret allergy")]
    NoneKnown {
        /// Who.
        person: String,
        /// Of what.
        list: String,
    },
    /// Remove an item. What was removed stays readable.
    #[command(
        after_help = "Example: holdfast person remove Margaret alert/0198… --why 'no longer so'"
    )]
    Remove {
        /// Who.
        person: String,
        /// The item's key.
        key: String,
        /// Why.
        #[arg(long)]
        why: String,
    },
    /// Something happened that unconfirms guidance: fall, admission, discharge, medicine change.
    #[command(after_help = "Example: holdfast person happened Margaret fall")]
    Happened {
        /// Who.
        person: String,
        /// What.
        event: String,
    },
    /// For a paramedic, on one screen.
    #[command(after_help = "Example: holdfast person paramedic Margaret")]
    Paramedic {
        /// Who.
        person: String,
    },
}

/// Visits.
#[derive(Subcommand)]
pub enum VisitCommand {
    /// Plan a visit.
    #[command(after_help = "Example: holdfast visit plan Margaret --in-minutes 30 --carer 'Amina \
                            Osman' --task 'personal care: wash and dress'")]
    Plan {
        /// To whom.
        person: String,
        /// How many minutes from now it may begin.
        #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
        in_minutes: i64,
        /// How long it may begin, in minutes.
        #[arg(long, default_value_t = 60)]
        window: i64,
        /// Who is to come.
        #[arg(long = "carer", value_name = "NAME")]
        carers: Vec<String>,
        /// What is to be done: `kind: words`.
        #[arg(long = "task", value_name = "KIND: WORDS")]
        tasks: Vec<String>,
        /// How many carers it needs.
        #[arg(long)]
        staff: Option<u32>,
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
    Medicine {
        /// To whom, or the visit's number in today's list.
        visit: String,
        /// Its name in the summary, or as it stands on the box.
        medicine: String,
        /// What came of it.
        outcome: Option<String>,
        /// How much was taken, for a part.
        #[arg(long)]
        amount: Option<String>,
        /// On whose advice it was withheld.
        #[arg(long)]
        advice_by: Option<String>,
        /// When it was offered, where that is known: 2026-11-22 21:04.
        #[arg(long, value_name = "TIME")]
        offered_at: Option<String>,
        /// When it was taken, where that is known. What you saw being taken is taken now.
        #[arg(long, value_name = "TIME")]
        taken_at: Option<String>,
    },
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
    /// Sign a visit off.
    #[command(after_help = "Example: holdfast visit sign-off Margaret")]
    SignOff {
        /// To whom, or the visit's number in today's list.
        visit: String,
    },
}

/// Disputes.
#[derive(Subcommand)]
pub enum DisputeCommand {
    /// Every dispute on this device, both sides.
    #[command(after_help = "Example: holdfast dispute list")]
    List,
    /// Settle one: with one of its sides.
    #[command(
        after_help = "Example: holdfast dispute settle 1 --side 2 --why 'agreed with the GP'"
    )]
    Settle {
        /// Its number in the list.
        dispute: usize,
        /// Which side stands, by its number; `neither` when nothing of it should stand.
        #[arg(long)]
        side: Side,
        /// Why.
        #[arg(long)]
        why: String,
    },
}

/// What is to stand after a dispute. Never understood from what was left out: guidance would be gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// This side.
    Of(usize),
    /// Nothing.
    Neither,
}

impl std::str::FromStr for Side {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "neither" {
            return Ok(Self::Neither);
        }
        text.parse().map(Self::Of).map_err(|_| "expected the number of a side, or neither")
    }
}

/// Bundles.
#[derive(Subcommand)]
pub enum BundleCommand {
    /// Write everything this device holds, or one person's ledgers.
    #[command(after_help = "Example: holdfast bundle write night.holdfast --person Margaret")]
    Write {
        /// The file.
        file: PathBuf,
        /// One person only.
        #[arg(long)]
        person: Option<String>,
    },
    /// Take a bundle in. Twice changes nothing.
    #[command(after_help = "Example: holdfast bundle read night.holdfast")]
    Read {
        /// The file.
        file: PathBuf,
    },
}

/// The hub.
#[derive(Subcommand)]
pub enum HubCommand {
    /// Make a hub's keys, and write its public file for `organisation hub`.
    #[command(after_help = "Example: holdfast hub init --data /srv/holdfast --public hub.public")]
    Init {
        /// Where it keeps its databases; its keys stand beside that folder, outside every backup.
        #[arg(long, value_name = "FOLDER")]
        data: PathBuf,
        /// Where to write its public keys.
        #[arg(long, value_name = "FILE")]
        public: PathBuf,
    },
    /// Serve. The first line says where.
    #[command(after_help = "Example: holdfast hub run --data /srv/holdfast --root harbour.root")]
    Run {
        /// Where it keeps its databases.
        #[arg(long, value_name = "FOLDER")]
        data: PathBuf,
        /// The public keys of the organisations it serves, from `organisation create`.
        #[arg(long = "root", value_name = "FILE")]
        roots: Vec<PathBuf>,
        /// Where to listen.
        #[arg(long, default_value = "127.0.0.1:8440")]
        listen: std::net::SocketAddr,
        /// The databases were restored from a backup.
        #[arg(long)]
        restored: bool,
        /// A proxy of yours stands in front: count rates by the address it adds.
        #[arg(long)]
        behind_proxy: bool,
    },
    /// Copy an organisation's database while the hub runs.
    #[command(
        after_help = "Example: holdfast hub backup --data /srv/holdfast --root harbour.root \
                            monday.sqlite"
    )]
    Backup {
        /// Where the hub keeps its databases.
        #[arg(long, value_name = "FOLDER")]
        data: PathBuf,
        /// The public key of the organisation.
        #[arg(long, value_name = "FILE")]
        root: PathBuf,
        /// The new file.
        into: PathBuf,
    },
}
