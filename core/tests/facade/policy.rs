//! Mo sets the policy; it is versioned, and the next assessment follows it.

use holdfast_core::care::summary::Section;
use holdfast_core::care::{Advice, Measure, Pathway, Span, Staff};
use holdfast_core::device::{DeviceError, NewVisit};

use crate::office::{EVENING, HOUR, Office};

#[test]
fn a_rule_that_mo_sets_counts_on_every_device_and_the_others_stay() {
    let office = Office::new();
    let mo = office.device("Mo").policies();
    let before = mo.show().expect("the policy");
    assert_eq!(before.version.get(), 0);
    let stricter = [("missing", "do not start"), ("maximum_age", "7")];
    mo.set_section(Section::Medication, &stricter).expect("set");
    mo.set_pathway(Pathway::NightSupport, &[("missing", "do not start")]).expect("set");
    office.meet();
    let shown = office.device("Amina").policies().show().expect("the policy");
    let mut expected = before;
    expected.version = holdfast_core::care::Whole::new(2).expect("two changes");
    let rule = &mut expected.sections[usize::from(Section::Medication.code()) - 1];
    rule.missing = Measure::DoNotStart;
    rule.maximum_age = holdfast_core::care::Whole::new(7);
    expected.pathways[usize::from(Pathway::NightSupport.code()) - 1].missing =
        Some(Measure::DoNotStart);
    assert_eq!(shown, expected);
    for name in ["Carol", "Amina"] {
        let refused = office.device(name).policies().set_section(Section::Medication, &stricter);
        assert!(matches!(refused, Err(DeviceError::NotAllowed { .. })), "{name}: {refused:?}");
    }
    assert!(mo.set_section(Section::Medication, &[("missing", "dance")]).is_err());
    assert_eq!(mo.show().expect("the policy"), expected, "nothing was half-written");
}

#[test]
fn a_visit_on_a_pathway_is_assessed_by_its_rules() {
    let office = Office::new();
    let margaret = office.person("Margaret");
    let window = Span { start: EVENING.plus_millis(HOUR), end: EVENING.plus_millis(2 * HOUR) };
    let carers = vec![office.member("Amina")];
    let plan = NewVisit { carers, ..NewVisit::to(margaret, window) };
    let carol = office.device("Carol").visits();
    let plain = carol.plan(plan.clone()).expect("a plan");
    let pathway = Some(Pathway::Subcontract);
    let subcontracted = carol.plan(NewVisit { pathway, ..plan }).expect("a plan");
    office.meet();
    let one = Staff::new(1).expect("one");
    let advice = |visit| {
        let amina = office.device("Amina").visits();
        amina.assess(visit, one, &[]).expect("advice").assessment.advice
    };
    // The summary is empty. For a visit for another provider the shipped policy says not to start.
    assert_ne!(advice(plain), Advice::DoNotStart);
    assert_eq!(advice(subcontracted), Advice::DoNotStart);
}
