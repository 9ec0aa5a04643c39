import { number } from "../values/format";

const OURS = "1,234.5";
const theirs = number("1234.5");

/** For readers who write numbers another way than the sentences do, which are the server's and English. */
export function EnglishNote() {
  return theirs === OURS ? null : (
    <p className="second english-note">
      Sentences are in English and write {OURS}; tables and fields write {theirs}.
    </p>
  );
}
