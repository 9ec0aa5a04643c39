import "./signed-out.css";

/** Shown when the server answered 401: what that means and how to get in. */
export function SignedOut() {
  return (
    <div className="signed-out" role="alert">
      <strong>You are signed out.</strong>
      <span>
        Open the sign-in link that <code>plangraph serve</code> prints when it starts, or make a key with{" "}
        <code>plangraph keys create</code>.
      </span>
      <button type="button" onClick={() => location.reload()}>
        Try again
      </button>
    </div>
  );
}
