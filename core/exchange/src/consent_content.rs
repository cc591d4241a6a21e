//! Advance documents and consent to share, as the summary holds them.

use holdfast_core::care::summary::Content;
use holdfast_core::care::summary::consent::{
    AdvanceDocument, DocumentStatus, ShareConsent, Sharing,
};

use crate::consent::{About, Consent, Document};
use crate::contents::Out;
use crate::fit::{date_and, line, passages};

pub(crate) fn of(consents: &[Consent], out: &mut Out) {
    let mut seen = Vec::new();
    for consent in consents {
        let content = match &consent.about {
            About::Document(kind, original) => {
                if seen.contains(kind) {
                    let says = "a second document of the same kind: find out which one stands";
                    out.doubt(&consent.path, says);
                    continue;
                }
                seen.push(*kind);
                document(*kind, original.as_deref())
            }
            About::Sharing { with_whom, permitted, about, said_on } => {
                share(with_whom, *permitted, about, said_on.as_deref())
            }
        };
        out.push(&consent.key, &consent.path, "", content);
    }
}

/// Said to exist, not seen: nobody here saw it, so no more can be said.
fn document(kind: Document, original: Option<&str>) -> Option<Content> {
    let status = DocumentStatus::NotSeen;
    let document = AdvanceDocument { status, original_kept: original.and_then(line) };
    Some(match kind {
        Document::Dnacpr => Content::Dnacpr(document),
        Document::Respect => Content::Respect(document),
        Document::Adrt => Content::Adrt(document),
    })
}

fn share(
    with_whom: &str,
    permitted: bool,
    about: &[String],
    said_on: Option<&str>,
) -> Option<Content> {
    let mut more = about.to_vec();
    let said_on = said_on.and_then(|said| date_and(said, "said on", &mut more));
    Some(Content::ShareConsent(ShareConsent {
        with_whom: line(with_whom)?,
        sharing: if permitted { Sharing::Agreed } else { Sharing::Refused },
        about: passages(&more),
        said_on,
    }))
}
