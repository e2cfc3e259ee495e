// Whole operations of Apple's C ciphers: CommonCrypto's CCCrypt, CCCryptor…, GCM, CCHmac…, CC_MD5 and CC_SHA…, PBKDF2, and SecKey's encryption
// and signatures. One event per operation, with key, IV, input and output. Swift's CryptoKit does not pass here.
//
// Tested with stand-ins of Apple's signatures on Linux. UNTESTED ON A DEVICE.

import * as native from "../lib/native.ts";
import { serve } from "../lib/send.ts";
import { cryptors } from "./cryptors.ts";
import { digests } from "./digests.ts";
import { names } from "./outermost.ts";
import { secKey } from "./seckey.ts";

serve("ios_crypto", {
  install() {
    cryptors();
    digests();
    secKey();
  },
  settle() {
    native.absent(names, "no such function in this process");
  },
  stop: native.stop,
});
