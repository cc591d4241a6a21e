//! What a list shows of a record without opening its document: a few numbers in clear to find it by,
//! and a short line, sealed. Made from the record whenever it changes.

use holdfast_ledger::{MemberId, Timestamp, from_bytes, to_bytes};
use minicbor::{Decode, Encode};

use crate::care::ledger_card::Card;
use crate::care::summary::Slot;
use crate::care::{
    Fields, LedgerCard, PersonId, Record as _, RecordKind, Summary, Visit, VisitState,
};
use crate::vault::RecordIndex;

/// A record's numbers and its line.
pub(crate) struct Line {
    pub index: RecordIndex,
    pub card: Vec<u8>,
}

/// In [`RecordIndex::state`]: something of the record waits or is quarantined, so that the next
/// change has to build it anew.
pub(crate) const TROUBLED: u32 = 1 << 31;

/// What a list shows of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct SummaryLine {
    #[n(0)]
    pub preferred: Option<String>,
    #[n(1)]
    pub full: Option<String>,
    #[n(2)]
    pub nhs_number: Option<String>,
}

/// What a list shows of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct VisitLine {
    #[n(0)]
    pub person: Option<PersonId>,
    #[n(1)]
    pub starts: Option<Timestamp>,
    #[n(2)]
    pub ends: Option<Timestamp>,
    #[n(3)]
    pub assigned: Vec<MemberId>,
    #[n(4)]
    pub state: u8,
    #[n(5)]
    pub tasks: u32,
    #[n(6)]
    pub entries: u32,
    /// How often medicine was offered; unknown in a line of an earlier program.
    #[n(7)]
    pub offers: Option<u32>,
}

/// The line of a record of that kind.
pub(crate) fn line(kind: u16, fields: &Fields) -> Line {
    match RecordKind::from_code(kind) {
        Some(RecordKind::LedgerCard) => card(&LedgerCard::read(fields)),
        Some(RecordKind::Summary) => summary(fields),
        Some(RecordKind::Visit) => visit(&Visit::read(fields)),
        _ => Line { index: RecordIndex::default(), card: Vec::new() },
    }
}

/// Reads a ledger card's line.
pub(crate) fn read_card(line: &[u8]) -> Option<Card> {
    from_bytes(line, "a ledger card").ok()
}

/// Reads a summary's line.
pub(crate) fn read_summary(line: &[u8]) -> SummaryLine {
    from_bytes(line, "a summary's line").unwrap_or_default()
}

/// Reads a visit's line.
pub(crate) fn read_visit(line: &[u8]) -> Option<VisitLine> {
    from_bytes(line, "a visit's line").ok()
}

fn card(card: &LedgerCard) -> Line {
    let card = card.content().map(to_bytes).unwrap_or_default();
    Line { index: RecordIndex::default(), card }
}

/// Of the names and the number alone: a whole summary takes a hundred times as long to read.
fn summary(fields: &Fields) -> Line {
    let shown = [Slot::PreferredName, Slot::FullName, Slot::NhsNumber];
    let shown = shown.iter().filter_map(|slot| fields.get_key_value(slot.word()));
    let shown = shown.map(|(key, values)| (key.clone(), values.clone())).collect();
    let summary = Summary::read(&shown);
    let preferred = summary.preferred_name.content();
    let full = summary.full_name.content();
    let nhs_number = summary.nhs_number.content();
    let line = SummaryLine {
        preferred: preferred.map(|name| name.name.as_str().to_owned()),
        full: full.map(|name| name.name.as_str().to_owned()),
        nhs_number: nhs_number.map(|held| held.number.to_string()),
    };
    Line { index: RecordIndex::default(), card: to_bytes(&line) }
}

/// What a list shows of this visit.
pub(crate) fn visit_line(visit: &Visit) -> VisitLine {
    VisitLine {
        person: visit.person(),
        starts: visit.starts(),
        ends: visit.ends(),
        assigned: visit.assigned(),
        state: state_code(visit.state()),
        tasks: u32::try_from(visit.planned_tasks().count()).unwrap_or(u32::MAX),
        entries: u32::try_from(visit.entries()).unwrap_or(u32::MAX),
        offers: Some(u32::try_from(visit.offers().len()).unwrap_or(u32::MAX)),
    }
}

fn visit(visit: &Visit) -> Line {
    let line = visit_line(visit);
    let state = u32::from(line.state);
    let index = RecordIndex { starts: line.starts, due: line.ends, state };
    Line { index, card: to_bytes(&line) }
}

const fn state_code(state: VisitState) -> u8 {
    match state {
        VisitState::Planned => 0,
        VisitState::StoodDown => 1,
        VisitState::UnderWay => 2,
        VisitState::Finished => 3,
    }
}

/// The state of a visit's line.
pub(crate) const fn state_of(code: u8) -> VisitState {
    match code {
        1 => VisitState::StoodDown,
        2 => VisitState::UnderWay,
        3 => VisitState::Finished,
        _ => VisitState::Planned,
    }
}
