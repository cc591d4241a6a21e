//! What is new to a device, read by arrival in the order of sending, a batch at a time.

use crate::message::{Token, UnderWay};
use crate::store::{ArrivalsQuery, Authors, HubStore, Served, Stored};
use crate::{DeviceId, Register};

/// Reads what is new to a device, in the order of sending, a batch at a time.
pub(crate) struct Reader<'a, S: HubStore> {
    pub store: &'a S,
    pub register: &'a Register,
    pub device: DeviceId,
    pub incarnation: u32,
}

impl<S: HubStore> Reader<'_, S> {
    /// Up to about `budget` bytes, and how far that goes.
    pub fn read(
        &self,
        served: &[Served],
        token: Option<Token>,
        mut budget: usize,
    ) -> Result<(Token, Vec<Stored>), S::Error> {
        let last = self.store.last_arrival()?;
        // A token of another incarnation, or from before a roll-back, is worth nothing.
        let token = token.filter(|t| t.incarnation == self.incarnation && t.base <= last);
        let base = token.map_or(0, |token| token.base);
        let under_way = token.and_then(|token| token.under_way).filter(|u| u.upto <= last);
        let upto = under_way.map_or(last, |under_way| under_way.upto);
        let planners = self.register.planners();
        let steps: Vec<Step<'_>> = steps(served);
        let started = under_way.and_then(|u| {
            steps.iter().position(|s| s.pass == u.pass && s.served.ledger == u.ledger)
        });
        let mut entries = Vec::new();
        for (index, step) in steps.iter().enumerate().skip(started.unwrap_or(0)) {
            let mut at = match (under_way, started) {
                (Some(under_way), Some(started)) if started == index => under_way.at,
                _ if step.served.since > base => 0,
                _ => base,
            };
            while at < upto {
                if budget == 0 {
                    let ledger = step.served.ledger;
                    let under_way = Some(UnderWay { upto, pass: step.pass, ledger, at });
                    let incarnation = self.incarnation;
                    return Ok((Token { incarnation, base, under_way }, entries));
                }
                let arrivals = self.store.arrivals(&ArrivalsQuery {
                    ledger: Some(step.served.ledger),
                    after: at,
                    upto,
                    authors: step.authors(planners, (base > 0).then_some(self.device)),
                    not_from_hub: false,
                    max_bytes: budget,
                })?;
                let Some(end) = arrivals.last().map(|arrival| arrival.at) else { break };
                let size: usize = arrivals.iter().map(|arrival| arrival.entry.bytes.len()).sum();
                budget = budget.saturating_sub(size.max(1));
                at = end;
                entries.extend(arrivals.into_iter().map(|arrival| arrival.entry));
                // What is left of the budget may not fit one more entry; stop near it.
                if budget < 1024 {
                    budget = 0;
                }
            }
        }
        Ok((Token { incarnation: self.incarnation, base: upto, under_way: None }, entries))
    }
}

/// One ledger in one pass of a sending.
struct Step<'a> {
    pass: u8,
    served: &'a Served,
}

impl Step<'_> {
    fn authors(&self, planners: &[DeviceId], own: Option<DeviceId>) -> Authors {
        let month = self.served.class == 2;
        match (month, self.pass) {
            (true, 0) => {
                Authors::Only(planners.iter().filter(|d| Some(**d) != own).copied().collect())
            }
            (true, _) => Authors::Except(planners.iter().copied().chain(own).collect()),
            (false, _) => own.map_or(Authors::All, |own| Authors::Except(vec![own])),
        }
    }
}

/// Register, office, concerns and standings; of the months the planners' feeds, newest month first;
/// then the rest of the months.
fn steps(served: &[Served]) -> Vec<Step<'_>> {
    let first = served.iter().map(|served| Step { pass: 0, served });
    let months = served.iter().filter(|served| served.class == 2);
    first.chain(months.map(|served| Step { pass: 1, served })).collect()
}
