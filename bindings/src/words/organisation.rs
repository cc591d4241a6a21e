//! The closed sets of words of members, the hub and imports.

use holdfast_core::device;
use holdfast_ledger as ledger;

use super::closed;

closed! {
    /// What a member is for. The codes are stored for ever.
    Role = ledger::Role {
        /// Visits people at home.
        Carer,
        /// A senior carer.
        Senior,
        /// A carer of another provider, on a lease.
        Subcontractor,
        /// That provider's manager.
        SubcontractorManager,
        /// Signs off shifts.
        Supervisor,
        /// Plans, brings in referrals.
        Coordinator,
        /// Answers the on-call phone.
        OnCallManager,
        /// A registered or service manager.
        Manager,
        /// Leads on safeguarding.
        SafeguardingLead,
        /// Assurance and evidence.
        Governance,
        /// Named by the root.
        Owner,
    }
}

closed! {
    /// How a session ended.
    Ended = ledger::Ended {
        /// Both hold the same of all this device is entitled to.
        InSync,
        /// Differences remain that neither could mend.
        Differs,
        /// The hub does not know this device.
        NotEnrolled,
        /// This device was withdrawn.
        Withdrawn,
    }
}

closed! {
    /// Whether a summary can be read here.
    Held = device::Held {
        /// It can.
        Readable,
        /// The ledger is known, its key or first entries have not come.
        NotYet,
    }
}

closed! {
    /// Whether an import found the person.
    Known = device::Known {
        /// This person was here.
        Already,
        /// A new person.
        New,
    }
}

closed! {
    /// What speaks against a referral's being about somebody who is here.
    Unlike = device::Unlike {
        /// Their names differ, or one is not known.
        Name,
        /// Their dates of birth differ.
        Born,
        /// The sender says that the number was not verified.
        Number,
        /// One of them has no NHS number.
        NoNumber,
        /// One of them has no date of birth.
        NoBorn,
    }
}

closed! {
    /// What an edit did.
    Edited = device::Edited {
        /// There is an item more.
        Added,
        /// An item says something else.
        Changed,
    }
}

closed! {
    /// Whether a suggestion is about what stands now.
    Seen = device::Seen {
        /// It is about nothing that stood, or about what stands.
        AsItStands,
        /// The item was changed since.
        ChangedSince,
    }
}

closed! {
    /// What a caller does something different for.
    ErrorKind = device::ErrorKind {
        /// Ask for the PIN.
        Locked,
        /// The PIN is wrong.
        WrongPin,
        /// The keystore's secret is wrong: ask for the PIN.
        WrongKey,
        /// Show the field and what it takes.
        Field,
        /// Say what there is instead.
        NotFound,
        /// Say who may.
        NotAllowed,
        /// Join first, or not again.
        Joining,
        /// Show what is there now.
        Changed,
        /// Show both people, and ask whether they are one.
        Whose,
        /// Choose another file.
        File,
        /// Free some room.
        DiskFull,
        /// Run repair; where it opens no more, salvage.
        Damaged,
        /// Wait for a key.
        NoKey,
        /// Try the hub again later.
        Hub,
        /// Everything else.
        Other,
    }
}
