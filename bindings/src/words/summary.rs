//! The closed sets of words of a summary, as the two languages have them.

use holdfast_core::care;

use super::closed;

closed! {
    /// The six sections of the minimum essential information.
    SummarySection = care::summary::Section {
        /// Risks and triggers, safeguarding, restrictions, allergies, positive risks, alerts.
        RisksAndTriggers,
        /// Medicines and how each is supported.
        Medication,
        /// Moving, falls, eating and drinking, skin, continence, senses.
        MobilityAndFalls,
        /// How the person understands and is understood.
        Communication,
        /// Capacity, who decides, advance decisions, consent to share.
        ConsentAndCapacity,
        /// Whom to call, in which order.
        EscalationRoute,
    }
}

closed! {
    /// The state of a section, computed at reading time. Higher codes are worse.
    SectionState = care::SectionState {
        /// Confirmed, and not too old.
        Current,
        /// To be looked at again; still good.
        ReviewDue,
        /// Confirmed too long ago, or no longer valid.
        Stale,
        /// Nobody confirmed it, or something happened since.
        Unconfirmed,
        /// Something that must be known is not there.
        Missing,
        /// Two people said different things.
        Disputed,
    }
}

closed! {
    /// Why a section is not current, or a visit not as planned.
    Reason = care::Reason {
        /// Nobody confirmed it yet.
        NeverConfirmed,
        /// Something happened that no confirmation has seen.
        EventSince,
        /// The clocks disagree, so nothing that depends on age can be relied on.
        CheckDate,
        /// Confirmed too long ago.
        TooOld,
        /// Past the day it may be relied on.
        ValidUntilPassed,
        /// A stop date, an expiry.
        Expired,
        /// To be looked at again.
        ReviewDue,
        /// Nothing is written where something must be.
        NothingRecorded,
        /// Somebody stated that they have no information.
        StatedUnknown,
        /// Two people said different things, and there is no winner.
        Disputed,
        /// Two people said different things; the cautious one counts meanwhile.
        ReadCautiously,
        /// A restriction in dispute: not currently authorised.
        NotAuthorised,
        /// "None known" beside an item that stands.
        NoneKnownBesideItem,
        /// A time-critical medicine is in dispute.
        TimeCriticalDisputed,
        /// This version cannot read it.
        CannotBeRead,
        /// A change came in and nobody has decided on it.
        ChangeWaiting,
        /// A system is down and nobody confirmed by phone.
        SystemDown,
        /// Fewer staff than it takes.
        TooFewStaff,
        /// The task is not in the catalogue.
        NotChecked,
        /// A task is about a medicine that no longer stands in the summary, or never did.
        MedicineDoesNotStand,
        /// A restriction is to be used, and none stands in the summary.
        NoRestriction,
    }
}

closed! {
    /// A kind of item in a summary.
    Slot = care::summary::Slot {
        /// What the person wants to be called.
        PreferredName,
        /// The full name.
        FullName,
        /// The date of birth.
        DateOfBirth,
        /// The NHS number.
        NhsNumber,
        /// The address.
        Address,
        /// Who else lives there.
        Household,
        /// What matters most to me.
        WhatMatters,
        /// How I like things done.
        HowILikeThings,
        /// People important to me.
        ImportantPeople,
        /// How to get in: apart from everything else.
        EntryDetails,
        /// A risk, what sets it off and what helps.
        Risk,
        /// A statement about risks as a whole.
        RisksStatement,
        /// A safeguarding flag.
        SafeguardingFlag,
        /// A statement about safeguarding flags as a whole.
        SafeguardingStatement,
        /// A restriction in force.
        Restriction,
        /// A statement about restrictions as a whole.
        RestrictionsStatement,
        /// An allergy or adverse reaction.
        Allergy,
        /// A statement about allergies as a whole: "none known" is one.
        AllergiesStatement,
        /// An agreed positive risk.
        PositiveRisk,
        /// An alert.
        Alert,
        /// A medicine.
        Medicine,
        /// A statement about medicines as a whole.
        MedicinesStatement,
        /// A medicine that ended.
        EndedMedicine,
        /// How the person transfers.
        Transfers,
        /// A piece of equipment.
        Equipment,
        /// Getting about indoors.
        Indoors,
        /// Getting about outdoors.
        Outdoors,
        /// The number of staff it takes.
        StaffNeeded,
        /// The risk of falling.
        FallsRisk,
        /// Eating, drinking and swallowing.
        EatingAndDrinking,
        /// Skin.
        Skin,
        /// Continence.
        Continence,
        /// Sight, hearing and other senses.
        Sensory,
        /// The language the person uses.
        Language,
        /// What helps the person to communicate.
        CommunicationAids,
        /// How the person shows pain.
        ShowsPain,
        /// How the person shows distress.
        ShowsDistress,
        /// How the person shows a choice.
        ShowsChoice,
        /// How the person raises a concern.
        RaisingAConcern,
        /// Please do.
        PleaseDo,
        /// Please don't.
        PleaseDont,
        /// A capacity note for one decision.
        CapacityNote,
        /// An attorney or deputy.
        Authority,
        /// A statement about attorneys and deputies as a whole.
        AuthoritiesStatement,
        /// DNACPR: status and where the original is.
        Dnacpr,
        /// ADRT: status and where the original is.
        Adrt,
        /// ReSPECT: status and where the original is.
        Respect,
        /// A deprivation of liberty and its reference.
        Liberty,
        /// Consent to share with somebody.
        ShareConsent,
        /// A rung of the escalation ladder.
        Rung,
        /// Next of kin.
        NextOfKin,
        /// A statement about next of kin as a whole.
        NextOfKinStatement,
        /// The GP.
        Gp,
        /// The local authority.
        LocalAuthority,
        /// Out of hours.
        OutOfHours,
        /// What to do when a carer cannot attend.
        CarerCannotAttend,
        /// What to do when nobody opens.
        NoAccess,
        /// What is usual for me.
        Baseline,
        /// A change that a later import proposes, until a person accepts or declines it.
        Proposal,
    }
}

closed! {
    /// Where in a summary something stands: a section, or a place beside the six.
    Place = care::summary::Place {
        /// Section 1.
        RisksAndTriggers,
        /// Section 2.
        Medication,
        /// Section 3.
        MobilityAndFalls,
        /// Section 4.
        Communication,
        /// Section 5.
        ConsentAndCapacity,
        /// Section 6.
        EscalationRoute,
        /// Who the person is and what matters to them.
        Identity,
        /// What to do when a carer cannot attend or get in.
        Contingency,
        /// What is usual for this person.
        Baseline,
        /// What a later import proposes; not guidance until a person accepts it.
        Proposals,
    }
}

closed! {
    /// How something was learned or confirmed.
    ContactChannel = care::Channel {
        /// Face to face.
        InPerson,
        /// By telephone.
        Phone,
        /// On a video call.
        Video,
        /// From a document that was seen.
        Document,
        /// In a message: e-mail, text, a portal.
        Message,
    }
}

closed! {
    /// How an item differs.
    Differs = care::since::Differs {
        /// It was not there.
        New,
        /// It says something else.
        Changed,
        /// It was removed.
        Removed,
        /// Two people changed it without seeing each other.
        Disputed,
        /// It says the same; it was confirmed or written again.
        Confirmed,
        /// Something stands there that this version cannot read.
        CannotBeRead,
    }
}

closed! {
    /// How "none known" beside items is settled.
    Keep = care::summary::Keep {
        /// The items stand; the statement goes.
        Items,
        /// None are known; the items go.
        NoneKnown,
    }
}

closed! {
    /// Something that happened to a person after which guidance must be confirmed again.
    EventKind = care::EventKind {
        /// Admitted to hospital or another service.
        Admission,
        /// Discharged home.
        Discharge,
        /// A fall, witnessed or not.
        Fall,
        /// A medicine started, stopped or changed.
        MedicineChange,
        /// A safeguarding concern became known to those who plan care.
        SafeguardingConcern,
        /// A restriction was used.
        RestrictionUsed,
    }
}

closed! {
    /// How alike two people's names are.
    Alike = care::summary::names::Alike {
        /// Easily taken for one another.
        Similar,
        /// The same name.
        Same,
    }
}
