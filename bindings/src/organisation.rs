//! An organisation as it begins, and what its root alone may say.

use std::fmt;

use holdfast_core::device as core;
use zeroize::Zeroizing;

use crate::device::Held;
use crate::error::{HoldfastError, Result};
use crate::observer::What;
use crate::words::ErrorKind;

/// The three secrets of an organisation, 32 bytes each: printed once and kept in a safe, never on a
/// device. As a text it says nothing of them.
#[derive(Clone, uniffi::Record)]
#[uniffi::export(Display)]
pub struct RecoverySheet {
    /// Names owners and hubs.
    pub root: Vec<u8>,
    /// Opens every key but those of concerns.
    pub organisation: Vec<u8>,
    /// Opens those of concerns; kept by somebody outside the line of management.
    pub safeguarding: Vec<u8>,
}

impl fmt::Display for RecoverySheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoverySheet(secret)")
    }
}

/// An organisation as it begins.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct NewOrganisation {
    /// What it is called.
    pub name: String,
    /// Its owner, who uses the device it begins on.
    pub owner: String,
    /// The number of its on-call phone.
    #[uniffi(default)]
    pub on_call: Option<String>,
}

/// The organisation.
#[derive(uniffi::Object)]
pub struct Office(pub(crate) Held);

#[uniffi::export]
impl Office {
    /// Draws the three secrets. Print them before the organisation is begun with them: afterwards
    /// nothing could give a lost one back.
    pub fn draw_recovery_sheet(&self) -> RecoverySheet {
        let sheet = core::RecoverySheet::draw(&self.0.device);
        RecoverySheet {
            root: sheet.root.to_vec(),
            organisation: sheet.organisation.to_vec(),
            safeguarding: sheet.safeguarding.to_vec(),
        }
    }

    /// Begins an organisation on its owner's own device, with a sheet that is kept already.
    pub fn begin(&self, new: NewOrganisation, sheet: RecoverySheet) -> Result<()> {
        let new = core::Organisation { name: new.name, owner: new.owner, on_call: new.on_call };
        let sheet = core::RecoverySheet {
            root: secret(sheet.root)?,
            organisation: secret(sheet.organisation)?,
            safeguarding: secret(sheet.safeguarding)?,
        };
        self.0.saved(new.create(&self.0.device, &sheet), What::Everything)
    }

    /// Names the hub, by the root's secret. `public` is the text of the public file that a hub writes
    /// when it is made.
    pub fn name_hub(&self, root: Vec<u8>, public: String) -> Result<()> {
        let root = core::RootSecret(secret(root)?);
        let hub = core::Organisation::hub_keys(&public)?;
        self.0.saved(core::Organisation::name_hub(&self.0.device, &root, hub), What::Organisation)
    }

    /// The organisation's public root key, hexadecimal: what a hub is given.
    pub fn root(&self) -> Result<String> {
        Ok(self.0.device.root()?.to_string())
    }
}

fn secret(bytes: Vec<u8>) -> Result<[u8; 32]> {
    Zeroizing::new(bytes).as_slice().try_into().map_err(|_| {
        let says = "expected a secret of 32 bytes, found another length; type the sheet again";
        HoldfastError::new(ErrorKind::File, says)
    })
}
