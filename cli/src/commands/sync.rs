//! `holdfast sync`: carries the messages between the device and the hub.

use std::time::Duration;

use holdfast_core::device::{Device, SyncSummary};
use holdfast_ledger::{Ended, MAX_MESSAGE};
use serde_json::json;

use crate::context::Context;
use crate::failure::{Failure, OFFLINE, Result};
use crate::report::{Report, progress};
use crate::words;

/// One whole conversation.
pub fn run(context: &Context, hub: Option<&str>) -> Result<Report> {
    let device = context.device()?;
    if let Some(address) = hub {
        device.set_hub_address(address)?;
    }
    let address = device.hub_address()?.ok_or_else(|| {
        Failure::refused("expected the hub's address, found none; add --hub URL, once")
    })?;
    let summary = converse(&device, &address)?;
    let mut report = Report::new();
    match summary.ended {
        Some(Ended::InSync) => report.say("In step with the hub."),
        Some(Ended::NotEnrolled) => {
            report.say("The hub does not know this device yet; whoever enrolled it has to sync first.")
        }
        Some(Ended::Withdrawn) => {
            report.say("This device was withdrawn. What it wrote has been taken in.")
        }
        Some(Ended::Differs) | None => {
            report.say("The hub and this device still differ; sync again, and tell your manager if it stays so.")
        }
    };
    if let Some(receipt) = &summary.receipt {
        let receipt = &receipt.receipt;
        report.say(format!("{} safe at the hub, {}", receipt.entries, words::hour(receipt.at)));
    }
    report
        .data("trips", summary.trips)
        .data("sent", summary.sent)
        .data("received", summary.received)
        .data("new", summary.new)
        .data("in_sync", summary.ended == Some(Ended::InSync))
        .moment("receipt", summary.receipt.as_ref().map(|r| r.receipt.at))
        .data("receipt_entries", json!(summary.receipt.as_ref().map(|r| r.receipt.entries)));
    Ok(report)
}

fn converse(device: &Device, address: &str) -> Result<SyncSummary> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_connect(Some(Duration::from_secs(5)))
        .timeout_global(Some(Duration::from_secs(60)))
        .http_status_as_error(false)
        .build()
        .into();
    let url = format!("{}/v1/sync", address.trim_end_matches('/'));
    let mut session = device.sync()?;
    let bar = progress("talking to the hub");
    while let Some(request) = session.next()? {
        bar.tick();
        let answer = agent
            .post(&url)
            .header("content-type", "application/cbor")
            .send(&request[..])
            .and_then(|mut response| {
                let ok = response.status().is_success();
                let limit = u64::try_from(MAX_MESSAGE).unwrap_or(u64::MAX);
                let body = response.body_mut().with_config().limit(limit).read_to_vec()?;
                Ok((ok, body))
            });
        let (ok, body) = answer.map_err(|_| offline())?;
        if !ok {
            let said = String::from_utf8_lossy(&body[..body.len().min(200)]).into_owned();
            return Err(Failure::with_code(
                OFFLINE,
                format!("the hub did not take this: {}", said.trim()),
            ));
        }
        session.receive(&body)?;
    }
    bar.finish_and_clear();
    Ok(session.summary().clone())
}

fn offline() -> Failure {
    Failure::with_code(
        OFFLINE,
        "expected a connection to the hub, found none; everything is saved here and will be sent \
         when there is one",
    )
}
