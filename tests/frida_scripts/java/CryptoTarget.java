import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Ciphers, hashes and signs in every way that the API offers; gives what it put in and got out, in hexadecimal digits. */
public class CryptoTarget {
    interface Way {
        byte[] apply(Cipher cipher, byte[] data) throws Exception;
    }

    static final Map<String, Way> CIPHER = new LinkedHashMap<>();
    static final byte[] KEY = "0123456789abcdef".getBytes();
    static final byte[] IV = "fedcba9876543210".getBytes();

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] each : parts) if (each != null) out.writeBytes(each);
        return out.toByteArray();
    }

    static byte[] shifted(byte[] data, int by) {
        byte[] out = new byte[data.length + by + 3];
        System.arraycopy(data, 0, out, by, data.length);
        return out;
    }

    static byte[] taken(ByteBuffer buffer) {
        byte[] out = new byte[buffer.flip().remaining()];
        buffer.get(out);
        return out;
    }

    static {
        CIPHER.put("doFinal(bytes)", (c, d) -> c.doFinal(d));
        CIPHER.put("doFinal(bytes, offset, length)", (c, d) -> c.doFinal(shifted(d, 5), 5, d.length));
        CIPHER.put("doFinal(bytes, offset, length, out)", (c, d) -> {
            byte[] out = new byte[d.length + 64];
            return Arrays.copyOf(out, c.doFinal(shifted(d, 2), 2, d.length, out));
        });
        CIPHER.put("doFinal(bytes, offset, length, out, offset)", (c, d) -> {
            byte[] out = new byte[d.length + 64];
            return Arrays.copyOfRange(out, 7, 7 + c.doFinal(shifted(d, 2), 2, d.length, out, 7));
        });
        CIPHER.put("in place", (c, d) -> {
            byte[] both = Arrays.copyOf(d, d.length + 64);
            return Arrays.copyOf(both, c.doFinal(both, 0, d.length, both, 0));
        });
        CIPHER.put("doFinal(buffers)", (c, d) -> {
            ByteBuffer in = ByteBuffer.wrap(shifted(d, 4), 4, d.length), out = ByteBuffer.allocate(d.length + 64);
            c.doFinal(in, out);
            return taken(out);
        });
        CIPHER.put("doFinal(direct buffers)", (c, d) -> {
            ByteBuffer in = ByteBuffer.allocateDirect(d.length), out = ByteBuffer.allocateDirect(d.length + 64);
            in.put(d).flip();
            out.position(9);
            c.doFinal(in.asReadOnlyBuffer(), out);
            return Arrays.copyOfRange(taken(out), 9, out.limit());
        });
        CIPHER.put("update(bytes), doFinal()", (c, d) -> joined(c.update(d), c.doFinal()));
        CIPHER.put("update(bytes, offset, length), doFinal(bytes)", (c, d) -> joined(c.update(d, 0, 20), c.doFinal(Arrays.copyOfRange(d, 20, d.length))));
        CIPHER.put("update(..., out), doFinal(out, offset)", (c, d) -> {
            byte[] out = new byte[d.length + 64];
            int first = c.update(d, 0, d.length, out);
            return Arrays.copyOf(out, first + c.doFinal(out, first));
        });
        CIPHER.put("update(..., out, offset), doFinal()", (c, d) -> {
            byte[] out = new byte[d.length + 64];
            int first = c.update(d, 0, d.length, out, 3);
            return joined(Arrays.copyOfRange(out, 3, 3 + first), c.doFinal());
        });
        CIPHER.put("update(buffers), doFinal()", (c, d) -> {
            ByteBuffer in = ByteBuffer.wrap(d), out = ByteBuffer.allocate(d.length + 64);
            in.limit(17);
            c.update(in, out);
            in.limit(d.length);
            c.update(in, out);
            return joined(taken(out), c.doFinal());
        });
        CIPHER.put("output stream", (c, d) -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (CipherOutputStream stream = new CipherOutputStream(out, c)) {
                stream.write(d[0]);
                stream.write(d, 1, d.length - 1);
            }
            return out.toByteArray();
        });
        CIPHER.put("input stream", (c, d) -> {
            try (CipherInputStream stream = new CipherInputStream(new ByteArrayInputStream(d), c)) {
                return stream.readAllBytes();
            }
        });
    }

    static String hex(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (byte each : bytes) out.append(String.format("%02x", each));
        return out.toString();
    }

    static AlgorithmParameterSpec spec(String algorithm, int number) {
        if (algorithm.contains("GCM")) return new GCMParameterSpec(128, Arrays.copyOf(("iv-" + number + "-000000000").getBytes(), 12));
        return algorithm.contains("ECB") ? null : new IvParameterSpec(IV);
    }

    static int number;
    static Cipher prepared;
    static byte[] ciphered;

    static Cipher cipher(String algorithm, int mode) throws Exception {
        Cipher cipher = Cipher.getInstance(algorithm);
        Key key = new SecretKeySpec(KEY, "AES");
        AlgorithmParameterSpec spec = spec(algorithm, number);
        if (spec == null) cipher.init(mode, key);
        else cipher.init(mode, key, spec);
        if (algorithm.contains("GCM")) {
            cipher.updateAAD("one ".getBytes());
            cipher.updateAAD("-two -".getBytes(), 1, 4);
            cipher.updateAAD(ByteBuffer.wrap("three".getBytes()));
        }
        return cipher;
    }

    /** `ways` names them; `cipher ALGORITHM WAY DATA` encrypts, decrypts, and gives both results. */
    public static String run(String... given) throws Exception {
        switch (given[0]) {
            case "ways": return String.join("\n", CIPHER.keySet());
            case "cipher": {
                number++;
                byte[] data = given[3].getBytes("UTF-8");
                byte[] out = CIPHER.get(given[2]).apply(cipher(given[1], Cipher.ENCRYPT_MODE), data);
                byte[] back = CIPHER.get(given[2]).apply(cipher(given[1], Cipher.DECRYPT_MODE), out);
                return hex(out) + " " + hex(back);
            }
            case "random iv": {
                Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
                SecretKey key = KeyGenerator.getInstance("AES").generateKey();
                cipher.init(Cipher.ENCRYPT_MODE, key, new SecureRandom());
                byte[] out = cipher.doFinal("iv made by the cipher".getBytes());
                AlgorithmParameters parameters = cipher.getParameters();
                cipher.init(Cipher.DECRYPT_MODE, key, parameters);
                cipher.doFinal(out);
                return hex(key.getEncoded()) + " " + hex(cipher.getIV()) + " " + hex(out);
            }
            case "rsa": {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                KeyPair pair = generator.generateKeyPair();
                Cipher cipher = Cipher.getInstance(given[1]);
                cipher.init(Cipher.ENCRYPT_MODE, pair.getPublic());
                byte[] out = cipher.doFinal(KEY);
                cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate());
                return hex(out) + " " + hex(cipher.doFinal(out)) + " " + hex(pair.getPrivate().getEncoded());
            }
            case "wrap": {
                Cipher cipher = Cipher.getInstance("AESWrap");
                cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(KEY, "AES"));
                byte[] out = cipher.wrap(new SecretKeySpec(IV, "AES"));
                cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(KEY, "AES"));
                return hex(out) + " " + hex(cipher.unwrap(out, "AES", Cipher.SECRET_KEY).getEncoded());
            }
            case "mac": return mac(given[1], given[2].getBytes("UTF-8"));
            case "digest": return digest(given[1], given[2].getBytes("UTF-8"));
            case "sign": return sign(given[1], given[2], given[3].getBytes("UTF-8"));
            case "agree": return agree();
            case "failures": return failures();
            case "hidden key": return hidden();
            case "random": {
                byte[] out = new byte[64];
                for (int i = 0; i < 200; i++) SecureRandom.getInstance("SHA1PRNG").nextBytes(out);
                return String.valueOf(out.length);
            }
            case "many": {
                for (int i = 0; i < Integer.parseInt(given[1]); i++) {
                    MessageDigest open = MessageDigest.getInstance("SHA-256");
                    open.update((byte) i);
                    if (i % 1000 == 0) System.gc();
                }
                return "many";
            }
            case "digests": {
                MessageDigest digest = MessageDigest.getInstance("MD5");
                long start = System.nanoTime();
                for (int i = 0; i < Integer.parseInt(given[1]); i++) digest.digest(("value " + i).getBytes());
                return String.valueOf((System.nanoTime() - start) / 1e9);
            }
            case "prepare": {
                prepared = cipher("AES/CBC/PKCS5Padding", Cipher.DECRYPT_MODE);
                ciphered = cipher("AES/CBC/PKCS5Padding", Cipher.ENCRYPT_MODE).doFinal("set up early".getBytes());
                return "prepared";
            }
            case "late": return hex(prepared.doFinal(ciphered));
            case "threads": return threads(Integer.parseInt(given[1]), Integer.parseInt(given[2]));
            case "big": {
                byte[] data = new byte[Integer.parseInt(given[1])];
                for (int i = 0; i < data.length; i++) data[i] = (byte) (i * 7);
                Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
                cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new IvParameterSpec(IV));
                long start = System.nanoTime();
                byte[] out = cipher.doFinal(data);
                return (System.nanoTime() - start) / 1000000 + " " + hex(MessageDigest.getInstance("SHA-256").digest(out));
            }
            default: throw new IllegalArgumentException(given[0]);
        }
    }

    static String mac(String algorithm, byte[] data) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec("app secret".getBytes(), algorithm));
        StringBuilder out = new StringBuilder();
        out.append(hex(mac.doFinal(data)));
        mac.update(data);
        out.append(" ").append(hex(mac.doFinal()));
        mac.update(data[0]);
        mac.update(data, 1, 3);
        mac.update(ByteBuffer.wrap(data, 4, data.length - 4));
        byte[] into = new byte[mac.getMacLength() + 5];
        mac.doFinal(into, 5);
        out.append(" ").append(hex(Arrays.copyOfRange(into, 5, into.length)));
        mac.update("forgotten".getBytes());
        mac.reset();
        return out.append(" ").append(hex(mac.doFinal(data))).toString();
    }

    static String digest(String algorithm, byte[] data) throws Exception {
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        StringBuilder out = new StringBuilder();
        out.append(hex(digest.digest(data)));
        digest.update(data);
        out.append(" ").append(hex(digest.digest()));
        digest.update(data[0]);
        digest.update(data, 1, 3);
        digest.update(ByteBuffer.wrap(data, 4, data.length - 4));
        byte[] into = new byte[digest.getDigestLength() + 5];
        digest.digest(into, 5, digest.getDigestLength());
        out.append(" ").append(hex(Arrays.copyOfRange(into, 5, into.length)));
        digest.update("forgotten".getBytes());
        digest.reset();
        digest.update(data, 0, 4);
        MessageDigest copy = (MessageDigest) digest.clone();
        out.append(" ").append(hex(copy.digest(Arrays.copyOfRange(data, 4, data.length))));
        return out.append(" ").append(hex(digest.digest(Arrays.copyOfRange(data, 4, data.length)))).toString();
    }

    static String sign(String kind, String algorithm, byte[] data) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        if (kind.equals("RSA")) generator.initialize(2048);
        else generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(pair.getPrivate());
        signature.update(data);
        byte[] first = signature.sign();
        signature.initSign(pair.getPrivate(), new SecureRandom());
        signature.update(data[0]);
        signature.update(data, 1, 3);
        signature.update(ByteBuffer.wrap(data, 4, data.length - 4));
        byte[] into = new byte[600];
        int size = signature.sign(into, 4, 500);
        byte[] second = Arrays.copyOfRange(into, 4, 4 + size);
        signature.initVerify(pair.getPublic());
        signature.update(data);
        boolean good = signature.verify(into, 4, size);
        signature.update(data);
        good &= signature.verify(first);
        return hex(first) + " " + hex(second) + " " + hex(pair.getPublic().getEncoded()) + " " + good;
    }

    static String agree() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair ours = generator.generateKeyPair(), theirs = generator.generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(ours.getPrivate());
        agreement.doPhase(theirs.getPublic(), true);
        byte[] first = agreement.generateSecret();
        agreement.init(ours.getPrivate(), new SecureRandom());
        agreement.doPhase(theirs.getPublic(), true);
        byte[] into = new byte[64];
        int size = agreement.generateSecret(into, 6);
        agreement.init(ours.getPrivate());
        agreement.doPhase(theirs.getPublic(), true);
        byte[] third = agreement.generateSecret("TlsPremasterSecret").getEncoded();
        return hex(first) + " " + hex(Arrays.copyOfRange(into, 6, 6 + size)) + " " + hex(third) + " " + hex(ours.getPrivate().getEncoded()) + " " + hex(theirs.getPublic().getEncoded());
    }

    static String failures() throws Exception {
        StringBuilder out = new StringBuilder();
        Cipher cipher = cipher("AES/CBC/PKCS5Padding", Cipher.ENCRYPT_MODE);
        cipher.update("kept".getBytes());
        try {
            cipher.doFinal("then too short".getBytes(), 0, 14, new byte[1]);
        } catch (Exception e) {
            out.append(e.getClass().getName()).append(" ");
        }
        out.append(hex(cipher.doFinal("and right".getBytes()))).append(" ");
        Cipher back = cipher("AES/GCM/NoPadding", Cipher.DECRYPT_MODE);
        try {
            back.doFinal(new byte[32]);
        } catch (Exception e) {
            out.append(e.getClass().getName()).append(": ").append(e.getMessage()).append(" ");
        }
        try {
            Cipher.getInstance("AES").init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[3], "AES"));
        } catch (Exception e) {
            out.append(e.getClass().getName()).append(": ").append(e.getMessage());
        }
        return out.toString();
    }

    /** A key that the phone does not give away, as the Android Keystore's. */
    static class Hidden implements SecretKey {
        public String getAlgorithm() { return "AES"; }
        public String getFormat() { return null; }
        public byte[] getEncoded() { return null; }
    }

    static String hidden() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256", new Keystore());
        mac.init(new Hidden());
        return hex(mac.doFinal("by a key in hardware".getBytes()));
    }

    public static class Keystore extends java.security.Provider {
        public Keystore() {
            super("TestKeystore", "1", "keys that stay");
            put("Mac.HmacSHA256", KeystoreMac.class.getName());
        }
    }

    public static class KeystoreMac extends javax.crypto.MacSpi {
        int sum;
        protected int engineGetMacLength() { return 1; }
        protected void engineInit(Key key, AlgorithmParameterSpec spec) {}
        protected void engineUpdate(byte input) { sum += input; }
        protected void engineUpdate(byte[] input, int offset, int length) { for (int i = 0; i < length; i++) sum += input[offset + i]; }
        protected byte[] engineDoFinal() { return new byte[] {(byte) sum}; }
        protected void engineReset() { sum = 0; }
    }

    static String threads(int count, int each) throws Exception {
        Thread[] all = new Thread[count];
        for (int t = 0; t < count; t++) {
            int mine = t;
            all[t] = new Thread(() -> {
                try {
                    MessageDigest digest = MessageDigest.getInstance("SHA-256");
                    for (int i = 0; i < each; i++) {
                        digest.update(("thread " + mine).getBytes());
                        digest.digest((" call " + i).getBytes());
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            all[t].start();
        }
        for (Thread thread : all) thread.join();
        return "done";
    }
}
