package kr.example.nuri.market;

import android.provider.Settings;
import com.appsflyer.Sender;
import com.google.android.gms.ads.identifier.AdvertisingIdClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A made-up shopping app, used by whoever connects to its port on this computer: a line is a phase of use, the answer is
 * ``done`` or what went wrong.
 *
 * <p>It does what such apps do: it pins its certificate, hashes the advertising id, ciphers what it sends with AES-GCM
 * and a key of its own, wraps Base64 of AES-CBC in JSON, and holds an SDK that sends the device's id by itself.
 */
public final class Market {
    private final SecureRandom random = new SecureRandom();
    private final byte[] key = fresh(32);
    private final Net net;

    private Market(Net net) { this.net = net; }

    /** Takes PORT, PROXY_PORT, AUTHORITY_FILE and HOST=ADDRESS:PORT ... */
    public static void main(String[] given) throws Exception {
        Map<String, String> places = new HashMap<>();
        for (int i = 3; i < given.length; i++) places.put(given[i].split("=")[0], given[i].split("=")[1]);
        Market market = new Market(new Net(Integer.parseInt(given[1]), given[2], places));
        try (ServerSocket door = new ServerSocket(Integer.parseInt(given[0]), 1, InetAddress.getLoopbackAddress());
             Socket user = door.accept();
             BufferedReader in = new BufferedReader(new InputStreamReader(user.getInputStream(), StandardCharsets.UTF_8));
             OutputStream out = user.getOutputStream()) {
            String phase;
            while ((phase = in.readLine()) != null) {
                String answer = "done";
                try {
                    market.use(phase);
                } catch (Exception thrown) {
                    answer = (thrown.getClass().getName() + ": " + thrown.getMessage()).replace('\n', ' ');
                }
                out.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
        market.net.close();
        System.exit(0);
    }

    private void use(String phase) throws Exception {
        switch (phase) {
            case "before_consent": push(); net.post("in.orchid-analytics.example", "/open", "application/json", Sender.body().getBytes(StandardCharsets.UTF_8)); break;
            case "login": login(); break;
            case "browse": signed(); break;
            default: throw new IllegalArgumentException(phase);
        }
    }

    /** The device's identifiers, ciphered whole: an IV, then AES-GCM. */
    private void push() throws Exception {
        String advertising = AdvertisingIdClient.getAdvertisingIdInfo(null).getId();
        String plain = "{\"did\":\"" + Settings.Secure.getString(null, "android_id") + "\",\"ad\":\"" + hex(sha256(advertising)) + "\",\"os\":\"android\"}";
        byte[] iv = fresh(12);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
        cipher.updateAAD("v1".getBytes(StandardCharsets.US_ASCII));
        byte[] body = join(iv, cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8)));
        net.post("collect.bamboo-push.example", "/v1/reg", "application/octet-stream", body);
    }

    /** A login whose form is ciphered in one field of it. */
    private void login() throws Exception {
        String plain = "phone=010-0923-5174&email=gaon.jegal%40mail.example&agreed=terms,marketing&screen=1080x2340&sdk=34&lang=ko&channel=play"
            + "&from=splash&referrer=none&build=20261101&network=wifi&orientation=portrait&theme=dark&retry=0&captcha=none";
        byte[] iv = fresh(16);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 0, 16, "AES"), new IvParameterSpec(iv));
        String data = Base64.getEncoder().encodeToString(cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8)));
        String body = "{\"iv\":\"" + Base64.getEncoder().encodeToString(iv) + "\",\"data\":\"" + data + "\"}";
        net.post("api.nuri-market.example", "/login", "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /** A keyed digest of the device's id as a header: no list of hashes finds it, only who saw it made. */
    private void signed() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] made = mac.doFinal(Settings.Secure.getString(null, "android_id").getBytes(StandardCharsets.UTF_8));
        net.post("api.nuri-market.example", "/list", "application/json", "{\"page\":1}".getBytes(StandardCharsets.UTF_8), "x-device", hex(made));
    }

    private byte[] fresh(int size) {
        byte[] made = new byte[size];
        random.nextBytes(made);
        return made;
    }

    private static byte[] sha256(String text) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] join(byte[] one, byte[] two) {
        byte[] out = java.util.Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, out, one.length, two.length);
        return out;
    }

    private static String hex(byte[] data) {
        StringBuilder out = new StringBuilder();
        for (byte each : data) out.append(String.format("%02x", each));
        return out.toString();
    }
}
