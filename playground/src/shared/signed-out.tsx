import "./signed-out.css";

/** Shown when the server answered 401: what that means and how to get in. */
export function SignedOut() {
  return (
    <div className="signed-out" role="alert">
      <strong>You are signed out.</strong>
      <a href={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`}>Sign in with a key</a>
      <span>
        or open the link that <code>plangraph serve</code> prints when it starts. A key is made with <code>plangraph keys create</code>.
      </span>
      <button type="button" onClick={() => location.reload()}>
        Try again
      </button>
    </div>
  );
}
