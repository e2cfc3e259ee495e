// What the app ciphered, hashed, signed: one event for a whole operation, however many calls it took.

import { install, stop } from "../lib/java.ts";
import { serve } from "../lib/send.ts";
import { ciphers } from "./cipher.ts";
import { digests } from "./digest.ts";

serve("crypto", {
  install: () => install([...ciphers, ...digests]),
  stop,
});
