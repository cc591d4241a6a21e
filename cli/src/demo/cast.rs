//! Who takes part: members of two invented providers, and where their devices stand.

/// Somebody who works, and their device.
#[derive(Debug, PartialEq, Eq)]
pub struct Member {
    /// What they are called in the telling.
    pub name: &'static str,
    /// What the directory calls them.
    pub full: &'static str,
    /// What they are for, in the words of `device enrol --role`.
    pub role: &'static str,
    /// What they call their device.
    pub label: &'static str,
    /// Its folder.
    pub folder: &'static str,
    /// A number from the range that is kept free for fiction.
    pub phone: &'static str,
    /// For somebody of another provider: which one, and for how many days they are let in.
    pub lease: Option<(&'static str, &'static str)>,
}

/// The organisation.
pub const ORGANISATION: &str = "Harbour Care (fictional)";

/// Its on-call phone.
pub const ON_CALL: &str = "07700 900100";

/// Owner and manager; enrols everybody else.
pub const OLU: Member = Member {
    name: "Olu",
    full: "Olu Adeyemi",
    role: "manager",
    label: "Olu's laptop",
    folder: "olu",
    phone: "07700 900101",
    lease: None,
};

/// Coordinator, in the office.
pub const CAROL: Member = Member {
    name: "Carol",
    full: "Carol Whitby",
    role: "coordinator",
    label: "the office laptop",
    folder: "carol",
    phone: "07700 900102",
    lease: None,
};

/// Senior, on the road.
pub const SAM: Member = Member {
    name: "Sam",
    full: "Sam Okoro",
    role: "senior",
    label: "Sam's tablet",
    folder: "sam",
    phone: "07700 900103",
    lease: None,
};

/// Carer.
pub const AMINA: Member = Member {
    name: "Amina",
    full: "Amina Osman",
    role: "carer",
    label: "Amina's phone",
    folder: "amina",
    phone: "07700 900104",
    lease: None,
};

/// Carer.
pub const BEN: Member = Member {
    name: "Ben",
    full: "Ben Hartley",
    role: "carer",
    label: "Ben's phone",
    folder: "ben",
    phone: "07700 900105",
    lease: None,
};

/// Carer of another provider, let in for a week.
pub const DINA: Member = Member {
    name: "Dina",
    full: "Dina Kovač",
    role: "subcontractor",
    label: "Dina's phone",
    folder: "dina",
    phone: "07700 900106",
    lease: Some(("Lantern Homecare (fictional)", "7")),
};

/// Those whom Olu enrols.
pub const ENROLLED: [&Member; 5] = [&CAROL, &SAM, &AMINA, &BEN, &DINA];

/// Everybody with a device.
pub const EVERYBODY: [&Member; 6] = [&OLU, &CAROL, &SAM, &AMINA, &BEN, &DINA];
