//! The last answer to a costly question about the whole list, kept in memory: turning a page does not count everybody again.

use std::sync::Arc;

use tokio::sync::Mutex;

use crate::error::ApiResult;

/// One answer and the question it belongs to. Whoever asks meanwhile waits for the answer instead of working it out twice.
#[derive(Debug)]
pub struct Latest<Q, A>(Mutex<Option<(Q, Arc<A>)>>);

impl<Q, A> Default for Latest<Q, A> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<Q: PartialEq, A> Latest<Q, A> {
    /// The answer that is known, or a new one.
    pub async fn get(&self, question: Q, answer: impl Future<Output = ApiResult<A>>) -> ApiResult<Arc<A>> {
        let mut last = self.0.lock().await;
        if let Some((_, known)) = last.as_ref().filter(|(known, _)| *known == question) {
            return Ok(known.clone());
        }
        let new = Arc::new(answer.await?);
        *last = Some((question, new.clone()));
        Ok(new)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_same_question_is_answered_once() {
        let latest = Latest::default();
        assert_eq!(*latest.get(1, async { Ok("one") }).await.unwrap(), "one");
        assert_eq!(*latest.get(1, async { Ok("again") }).await.unwrap(), "one");
        assert_eq!(*latest.get(2, async { Ok("two") }).await.unwrap(), "two");
        let failed = latest
            .get(3, async { Err(crate::error::Code::ServerFailed.into()) })
            .await;
        assert!(failed.is_err());
        assert_eq!(*latest.get(2, async { Ok("not asked") }).await.unwrap(), "two");
    }
}
