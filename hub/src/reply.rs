//! What becomes of a request: an answer, or a short reason in plain text.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use holdfast_ledger::{MAX_MESSAGE, MessageError};

/// Why a request is not answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error(transparent)]
    Message(#[from] MessageError),
    #[error("expected a whole request, found the connection cut; send it again")]
    Cut,
    #[error(
        "expected a request for an organisation that this hub serves, found another; check the hub's address"
    )]
    OtherOrganisation,
    #[error("expected fewer requests, found too many; wait a few seconds and send it again")]
    TooOften,
    #[error(
        "expected room for one more request, found too much under way; wait a few seconds and send it again"
    )]
    Busy,
    #[error("expected the whole request in time, found it too slow; send it again")]
    TooSlow,
    #[error(
        "expected the database to keep this, found that it could not; nothing is acknowledged, send it again later"
    )]
    NotKept,
    #[error(
        "expected to answer, found a fault in the hub; nothing is acknowledged, tell the operator"
    )]
    Fault,
}

impl Refusal {
    pub const TOO_LARGE: Self = Self::Message(MessageError::TooLarge { found: MAX_MESSAGE + 1 });

    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Message(MessageError::TooLarge { .. }) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Message(MessageError::Signature { .. }) => StatusCode::UNAUTHORIZED,
            Self::Message(_) | Self::Cut => StatusCode::BAD_REQUEST,
            Self::OtherOrganisation => StatusCode::NOT_FOUND,
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::NotKept => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = self.status();
        let text = format!("{self}\n");
        let mut response =
            (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response();
        if matches!(self, Self::TooOften | Self::Busy | Self::NotKept) {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::faults;

    #[test]
    fn whatever_is_not_answered_a_person_is_told_what_to_do() {
        let all = [
            Refusal::TOO_LARGE,
            Refusal::Cut,
            Refusal::OtherOrganisation,
            Refusal::TooOften,
            Refusal::Busy,
            Refusal::TooSlow,
            Refusal::NotKept,
            Refusal::Fault,
        ];
        for refusal in all {
            // One that is added has to be added above as well.
            match refusal {
                Refusal::Message(_)
                | Refusal::Cut
                | Refusal::OtherOrganisation
                | Refusal::TooOften
                | Refusal::Busy
                | Refusal::TooSlow
                | Refusal::NotKept
                | Refusal::Fault => {}
            }
            assert_eq!(faults(&refusal.to_string()), Vec::<&str>::new(), "{refusal}");
        }
    }
}
