//! Two things to wait for.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// Which of two was there first.
pub enum Either<A, B> {
    /// The first.
    First(A),
    /// The second.
    Second(B),
}

/// Waits for whichever is ready first, and drops the other; where both are, the first wins.
pub async fn first<A, B>(one: impl Future<Output = A>, two: impl Future<Output = B>) -> Either<A, B> {
    let (mut one, mut two) = (pin!(one), pin!(two));
    poll_fn(|context| match one.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Either::First(value)),
        Poll::Pending => two.as_mut().poll(context).map(Either::Second),
    })
    .await
}
