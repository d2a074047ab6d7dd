//! The catalogue of stable error codes. `docs/error-codes.txt` is its golden copy: a code is added, never renamed.

use axum::http::StatusCode;

macro_rules! codes {
    ($( $variant:ident $text:literal $status:literal $meaning:literal; )*) => {
        /// A stable code of the API. The status says who must act: 4xx the caller, 5xx the operator.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $( #[doc = $meaning] $variant, )*
        }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &'static [Code] = &[$( Code::$variant, )*];

            /// The code as it is sent.
            pub const fn as_str(self) -> &'static str {
                match self { $( Code::$variant => $text, )* }
            }

            /// HTTP status.
            pub fn status(self) -> StatusCode {
                let number: u16 = match self { $( Code::$variant => $status, )* };
                StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }

            /// What it means, for the catalogue.
            pub const fn meaning(self) -> &'static str {
                match self { $( Code::$variant => $meaning, )* }
            }
        }
    };
}

codes! {
    NotSignedIn "not_signed_in" 401 "No session, or it has ended: sign in again.";
    WrongCredentials "wrong_credentials" 401 "User or password is wrong; it is not said which.";
    AccountDisabled "account_disabled" 403 "The administrator has closed this account.";
    DeviceRevoked "device_revoked" 403 "This device was revoked by the administrator.";
    CsrfInvalid "csrf_invalid" 403 "The header X-CSRF-Token is missing or not that of the session.";
    Forbidden "forbidden" 403 "The role may not do this.";
    NotFound "not_found" 404 "There is no such thing, or it is not for this role to know.";
    MethodNotAllowed "method_not_allowed" 405 "The address exists, the method does not.";
    BadRequest "bad_request" 400 "The request cannot be read.";
    InvalidInput "invalid_input" 422 "Fields at fault are named.";
    WrongContentType "wrong_content_type" 415 "The body must be application/json.";
    TooLarge "too_large" 413 "The body is larger than `limit` bytes.";
    TooManyEntries "too_many_entries" 413 "More than `limit` entries in one push.";
    TooManyRequests "too_many_requests" 429 "Wait `seconds` seconds.";
    UnknownProcedure "unknown_procedure" 404 "The rules have no such procedure on that day.";
    NothingToPrint "nothing_to_print" 409 "The dossier has no such slip in its present state.";
    RoundNotDraft "round_not_draft" 409 "The round is published or done and can no longer be changed this way.";
    RoundChanged "round_changed" 409 "Somebody else changed the round meanwhile: load it again.";
    AlreadyClosed "already_closed" 409 "Somebody has closed this already.";
    PairChanged "pair_changed" 409 "One of the two records changed since it was shown, or left the list: load the pair again.";
    PersonNotListed "person_not_listed" 409 "The person is not in the list (any more).";
    RemovalProposed "removal_proposed" 409 "Somebody has proposed this removal already; it waits for a second person.";
    RemovalChanged "removal_changed" 409 "Something speaks against the removal that the caller has not seen: load it again.";
    SecondPersonNeeded "second_person_needed" 403 "Somebody else must confirm it than the one who proposed it.";
    ListApproved "list_approved" 409 "The payment list is approved: it is frozen, only corrections can be added.";
    ListNotApproved "list_not_approved" 409 "The payment list is a draft: approve it first.";
    ListChanged "list_changed" 409 "Somebody drew the payment list up anew meanwhile: look at it again.";
    ListStale "list_stale" 409 "People, rules, settings or earlier lists changed since the payment list was drawn up: draw it up anew.";
    SamePerson "same_person" 409 "Who drew the payment list up cannot approve it.";
    LaterListApproved "later_list_approved" 409 "The payment list of a later `month` is approved, and it rests on this one.";
    MonthBeforeNotApproved "month_before_not_approved" 409 "Payment lists follow each other: `month` must be approved first.";
    MonthOutOfRange "month_out_of_range" 409 "Payment lists can be drawn up from `first` to `last`.";
    PaymentsWithoutLaw "payments_without_law" 409 "The rules do not cover the months of the payment list; `why` is their code.";
    NotSuspended "not_suspended" 409 "The payment of this person is not suspended on this list.";
    ReturnKnown "return_known" 409 "This file of the payer was taken at `at` already.";
    ReturnUnreadable "return_unreadable" 422 "The payer's file cannot be read; `why` is the code, `sheet` and `row` the place.";
    FindingSettled "finding_settled" 409 "The list has no such finding any more, or not this question: load it again.";
    OffsetMismatch "offset_mismatch" 409 "The upload continues at `offset`.";
    FileIncomplete "file_incomplete" 409 "The file has not arrived completely yet.";
    HashMismatch "hash_mismatch" 422 "The bytes do not have the announced hash: send the file again.";
    NotAnImage "not_an_image" 422 "The content is neither JPEG, PNG, WebP nor PDF.";
    FileHeic "file_heic" 422 "The content is HEIC, which browsers cannot show.";
    FileBroken "file_broken" 422 "The file is cut off or damaged.";
    FileEmpty "file_empty" 422 "The file has no bytes.";
    FileTooLarge "file_too_large" 413 "The file is larger than `limit` bytes.";
    ListTooLarge "list_too_large" 413 "The list is larger than `megabytes` MB.";
    ImportKnown "import_known" 409 "The same file was read before, `at` that time, `by` that person; see the import `id`.";
    ImportState "import_state" 409 "The import is in another `state` and this is not possible now.";
    ImportChanged "import_changed" 409 "Since the numbers were shown somebody decided otherwise: look again.";
    PersonKnownSince "person_known_since" 409 "Somebody was registered since who may be the same person: the office looks at it.";
    ServerBusy "server_busy" 503 "Too much is being done at once: try again in `seconds` seconds.";
    ServerTimeout "server_timeout" 503 "It took too long: try again.";
    StorageFull "storage_full" 507 "The server's disk is full: the operator must act. Nothing was lost.";
    ServerFailed "server_failed" 500 "A fault of the program; the operator finds it in the log.";
}
