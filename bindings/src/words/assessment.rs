//! The closed sets of words of an assessment.

use holdfast_core::care;

use super::closed;

closed! {
    /// The answer to "may this visit start?".
    Advice = care::Advice {
        /// As planned.
        Proceed,
        /// Some tasks wait, or something is to be done first.
        ProceedWithChanges,
        /// The planned tasks wait: escalate. Staying, comfort and emergency help never do.
        DoNotStart,
    }
}

closed! {
    /// What becomes of one task.
    TaskAnswer = care::Answer {
        /// As planned.
        MayProceed,
        /// It waits.
        Paused,
        /// Nobody has checked it.
        NotChecked,
        /// Phone now: it must be neither late nor guessed.
        EscalateAtOnce,
    }
}

closed! {
    /// What to do about a finding. Higher codes are stricter.
    Measure = care::Measure {
        /// Go ahead, and tell the office.
        Note,
        /// Phone to confirm; higher-risk tasks that depend on it wait.
        ConfirmByPhone,
        /// Tasks that depend on it wait.
        PauseTasks,
        /// Tasks that depend on it wait, and a senior comes.
        SendSenior,
        /// The visit does not start as planned.
        DoNotStart,
    }
}

closed! {
    /// What may be done whatever an assessment says.
    Meanwhile = care::Meanwhile {
        /// Stay with the person.
        Stay,
        /// Comfort, company, warmth.
        Comfort,
        /// Food and drink that is known to be safe for them.
        FoodAndDrink,
        /// 999 and first aid.
        EmergencyHelp,
        /// Notes and concerns.
        Write,
        /// Where nobody can be reached.
        CarryOn,
    }
}

closed! {
    /// Whether the clocks a device knows of agree to within an hour.
    Clocks = care::Clocks {
        /// They agree.
        Agree,
        /// They differ by more than an hour.
        Disagree,
    }
}

closed! {
    /// A kind of step.
    StepKind = care::step::StepKind {
        /// Phone at once.
        PhoneNow,
        /// Ask for a second person.
        SecondPerson,
        /// Ask for a senior.
        Senior,
        /// Check the date on this device.
        CheckDate,
        /// Confirm by phone.
        ConfirmByPhone,
        /// Tell the office.
        TellOffice,
    }
}

closed! {
    /// Why somebody on the ladder is passed over for now.
    Skipped = care::call::Skipped {
        /// Not within their hours.
        OutsideHours,
        /// Every way to reach them is down.
        ChannelDown,
        /// No number is written.
        NoNumber,
    }
}

closed! {
    /// A way to reach somebody.
    ReachBy = care::summary::contact::ReachBy {
        /// A landline.
        Phone,
        /// A mobile.
        Mobile,
        /// A text message.
        Text,
        /// E-mail.
        Email,
        /// A radio or pager.
        Radio,
        /// A care alarm.
        Alarm,
    }
}

closed! {
    /// Whose rung it is.
    LadderRole = care::summary::escalation::LadderRole {
        /// The senior on shift.
        Senior,
        /// The on-call manager.
        OnCallManager,
        /// The duty manager.
        DutyManager,
        /// The office.
        Office,
        /// The coordinator.
        Coordinator,
        /// The registered manager.
        RegisteredManager,
        /// The safeguarding lead.
        SafeguardingLead,
        /// The commissioning provider's on-call manager, for a subcontracted visit.
        PrimeOnCall,
        /// The nominated individual.
        NominatedIndividual,
        /// The GP practice.
        Gp,
        /// The pharmacy.
        Pharmacy,
        /// NHS 111.
        Nhs111,
        /// The community nursing team.
        CommunityNurse,
        /// The local authority.
        LocalAuthority,
        /// Family, or another person who knows them.
        NextOfKin,
    }
}

closed! {
    /// A system that care depends on.
    CareSystem = care::System {
        /// Where referrals come in.
        ReferralPortal,
        /// The hospital's discharge platform.
        DischargePlatform,
        /// The plan shared between providers.
        SharedPlan,
        /// The link to the electronic medicine record.
        EmarLink,
        /// Call monitoring.
        CallMonitoring,
        /// The rota.
        Rota,
        /// E-mail.
        Email,
        /// The office's telephones.
        Telephones,
    }
}

closed! {
    /// A pathway of care. Source: the provider's contracts; NHS hospital discharge guidance.
    Pathway = care::Pathway {
        /// Care begins within a day, on incomplete information.
        RapidStart,
        /// Home from hospital.
        Discharge,
        /// Support in the night.
        NightSupport,
        /// A visit for another provider.
        Subcontract,
    }
}

closed! {
    /// A kind of task.
    TaskKind = care::TaskKind {
        /// Anything the catalogue does not have: not checked.
        Unlisted,
        /// See how the person is.
        WelfareCheck,
        /// Company and conversation.
        Companionship,
        /// Cleaning, laundry, bins.
        Housework,
        /// Shopping and collecting.
        Shopping,
        /// Make food and drink.
        PrepareMeal,
        /// Help to eat and drink.
        HelpToEat,
        /// Washing, dressing, mouth and hair.
        PersonalCare,
        /// Toilet and continence.
        Continence,
        /// Bed, chair, toilet, hoist.
        Transfer,
        /// Turning and repositioning in bed.
        Repositioning,
        /// Walking with support.
        Walking,
        /// Remind about medicine.
        MedicinePrompt,
        /// Help with medicine.
        MedicineAssist,
        /// Give medicine.
        MedicineAdminister,
        /// Medicine when needed.
        MedicineAsNeeded,
        /// Creams and skin.
        SkinCare,
        /// Catheter or stoma.
        CatheterOrStoma,
        /// Feeding by tube.
        TubeFeeding,
        /// Weight, temperature, fluids.
        Observation,
        /// Going out together.
        GoingOut,
        /// Support with distress.
        BehaviourSupport,
        /// A restriction is used or watched over.
        RestrictionUse,
        /// Handling the person's money.
        Money,
        /// A check in the night.
        NightCheck,
        /// Bath or shower.
        Bathing,
        /// Exercises a therapist set.
        Exercises,
    }
}
