//! What only a hub keeps: to whom each ledger is served, and which keys are asked for.

use std::collections::{BTreeMap, BTreeSet};

use holdfast_ledger::{
    CalendarMonth, DeviceId, EntryId, HubStore, LedgerId, Need, Served, Store, Timestamp,
};
use rusqlite::params;

use crate::row::{integer, unsigned};
use crate::store::{SqliteStore, StoreError};

/// The most needs that are repeated in one answer.
const NEEDS: usize = 256;

/// A row of the table of who is served, but for its ledger and device.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Listed {
    class: u8,
    month: Option<u32>,
    since: i64,
    until: Option<i64>,
}

impl SqliteStore<'_> {
    fn listed(&self, ledger: i64) -> Result<BTreeMap<DeviceId, Listed>, StoreError> {
        let sql = "SELECT device.id, class, month, since, until
                   FROM served JOIN device ON device.no = served.device WHERE ledger = ?1";
        let rows = self.list(sql, [ledger], |row| {
            let (class, month) = (row.get(1)?, row.get(2)?);
            let listed = Listed { class, month, since: row.get(3)?, until: row.get(4)? };
            Ok((DeviceId(row.get(0)?), listed))
        })?;
        Ok(rows.into_iter().collect())
    }
}

impl HubStore for SqliteStore<'_> {
    /// Writes only what differs: this runs whenever a ledger moves, and mostly nothing has.
    fn set_entitled(
        &mut self,
        ledger: &LedgerId,
        class: u8,
        month: Option<CalendarMonth>,
        devices: &[(DeviceId, Option<Timestamp>)],
    ) -> Result<(), StoreError> {
        let now = integer(self.last_arrival()?);
        let ledger = self.number_ledger(ledger)?;
        let before = self.listed(ledger)?;
        let month = month.map(|CalendarMonth(month)| month);
        let mut entitled = BTreeMap::new();
        for (device, until) in devices {
            let since = before.get(device).map_or(now, |listed| listed.since);
            let until = until.map(|Timestamp(until)| until);
            entitled.insert(*device, Listed { class, month, since, until });
        }
        for device in before.keys().filter(|device| !entitled.contains_key(device)) {
            let device = self.number_device(device)?;
            self.run("DELETE FROM served WHERE device = ?1 AND ledger = ?2", [device, ledger])?;
        }
        for (device, row) in entitled.iter().filter(|(device, row)| before.get(device) != Some(row))
        {
            self.run(
                "INSERT OR REPLACE INTO served (device, ledger, class, month, since, until)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    self.number_device(device)?,
                    ledger,
                    row.class,
                    row.month,
                    row.since,
                    row.until
                ],
            )?;
        }
        Ok(())
    }

    fn served(&self, device: &DeviceId) -> Result<Vec<Served>, StoreError> {
        let Some(device) = self.device_number(device)? else { return Ok(Vec::new()) };
        let sql = "SELECT ledger.id, class, month, since, until
                   FROM served JOIN ledger ON ledger.no = served.ledger
                   WHERE device = ?1 ORDER BY ledger.id";
        self.list(sql, [device], |row| {
            Ok(Served {
                ledger: LedgerId(row.get(0)?),
                class: row.get(1)?,
                month: row.get::<_, Option<u32>>(2)?.map(CalendarMonth),
                since: unsigned(row.get(3)?),
                until: row.get::<_, Option<i64>>(4)?.map(Timestamp),
            })
        })
    }

    fn put_need(&mut self, need: &Need) -> Result<(), StoreError> {
        self.run(
            "INSERT OR IGNORE INTO need (ledger, epoch, device) VALUES (?1, ?2, ?3)",
            params![need.ledger.as_bytes(), need.epoch.as_bytes(), need.device.as_bytes()],
        )
    }

    fn needs(&self, device: &DeviceId, ledgers: &[LedgerId]) -> Result<Vec<Need>, StoreError> {
        let mut needs = Vec::new();
        let ledgers: BTreeSet<_> = ledgers.iter().collect();
        let sql = "SELECT epoch, device FROM need WHERE ledger = ?1 AND device <> ?2
                   ORDER BY epoch, device LIMIT ?3";
        for ledger in ledgers {
            let left = NEEDS - needs.len();
            let values = params![ledger.as_bytes(), device.as_bytes(), left as i64];
            needs.extend(self.list(sql, values, |row| {
                let (epoch, device) = (EntryId(row.get(0)?), DeviceId(row.get(1)?));
                Ok(Need { ledger: *ledger, epoch, device })
            })?);
            if needs.len() == NEEDS {
                break;
            }
        }
        Ok(needs)
    }

    fn clear_need(&mut self, need: &Need) -> Result<(), StoreError> {
        self.run(
            "DELETE FROM need WHERE ledger = ?1 AND epoch = ?2 AND device = ?3",
            params![need.ledger.as_bytes(), need.epoch.as_bytes(), need.device.as_bytes()],
        )
    }
    fn forget_wrap(&mut self, need: &Need) -> Result<(), StoreError> {
        self.run(
            "DELETE FROM wrap WHERE device = ?1 AND epoch = ?2",
            params![need.device.as_bytes(), need.epoch.as_bytes()],
        )
    }
}
