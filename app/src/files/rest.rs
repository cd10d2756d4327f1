//! The rest of an upload that was refused before its end is read too: a browser that is cut off while it sends shows no answer.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::{Body, BodyDataStream, Bytes},
    extract::Request,
    http::header,
    middleware::Next,
    response::Response,
};
use futures::{Stream, StreamExt};
use tokio::sync::oneshot;

use crate::session::Visitor;

/// More than this is not read to its end even so, in bytes: of a colleague, who may choose a file that is far too large, and of anybody,
/// whose session may have ended meanwhile.
pub const MOST: usize = 512 * 1024 * 1024;
const MOST_OF_ANYBODY: usize = 64 * 1024 * 1024;

/// Answers when whoever asks has sent all.
pub async fn read(request: Request, next: Next) -> Response {
    let is_colleague = matches!(request.extensions().get(), Some(Visitor::Colleague(_)));
    let most = if is_colleague { MOST } else { MOST_OF_ANYBODY };
    // Who asks first, or says that there is more, is not listened to for nothing.
    let size = request.headers().get(header::CONTENT_LENGTH).and_then(|size| size.to_str().ok()?.parse::<usize>().ok());
    if request.headers().contains_key(header::EXPECT) || size.is_some_and(|size| size > most) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let (back, left) = oneshot::channel();
    let lent = Lent { body: Some(body.into_data_stream()), back: Some(back) };
    let answer = next.run(Request::from_parts(parts, Body::from_stream(lent))).await;
    // Nothing comes back where all was read.
    if let Ok(mut rest) = left.await {
        let mut read = 0;
        while let Some(Ok(bytes)) = rest.next().await {
            read += bytes.len();
            if read > most {
                break;
            }
        }
    }
    answer
}

/// A body that comes back when nobody reads it any further.
struct Lent {
    body: Option<BodyDataStream>,
    back: Option<oneshot::Sender<BodyDataStream>>,
}

impl Stream for Lent {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let next = body.poll_next_unpin(context);
        if !matches!(next, Poll::Pending | Poll::Ready(Some(Ok(_)))) {
            self.body = None;
        }
        next
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let (Some(body), Some(back)) = (self.body.take(), self.back.take()) {
            // Where the answer is no longer waited for, neither is the rest.
            let _ = back.send(body);
        }
    }
}
