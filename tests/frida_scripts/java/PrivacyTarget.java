import android.content.ContentResolver;
import android.database.Cursor;
import android.net.Uri;
import android.provider.Settings;

/** An app that reads identifiers: itself, and through an SDK. */
public class PrivacyTarget {
    public static String run(String... given) throws Exception {
        switch (given[0]) {
            case "setting": return Settings.Secure.getString(null, given[1]);
            case "property": return android.os.SystemProperties.get(given[1]);
            case "content": {
                Cursor cursor = new ContentResolver().query(Uri.parse(given[1]), null, null, null, null);
                return cursor.getPosition() + " " + cursor.moveToPosition(0) + " " + cursor.getString(1);
            }
            case "sdk": return com.appsflyer.internal.Reader.read();
            case "app in sdk": return com.appsflyer.internal.Reader.callBack(() -> kr.example.shop.Ids.read());
            case "network": {
                java.net.NetworkInterface found = java.net.NetworkInterface.getByName("lo");
                return String.valueOf(found.getHardwareAddress()) + " " + found.getInetAddresses().hasMoreElements();
            }
            case "clipboard": return String.valueOf(new android.content.ClipboardManager().getPrimaryClip().getItemCount());
            case "location": return String.valueOf(new android.location.LocationManager().getLastKnownLocation("gps").getLatitude());
            case "mac": return String.valueOf(new android.media.MediaDrm().getPropertyByteArray("deviceUniqueId").length);
            case "refused": {
                try {
                    new android.telephony.Refusing().getDeviceId();
                } catch (SecurityException e) {
                    return e.getMessage();
                }
                return "given";
            }
            case "code": {
                Runtime.getRuntime().exec(new String[] {"true"}).waitFor();
                return String.valueOf(new ProcessBuilder("true").start().waitFor());
            }
            case "speed": {
                int count = Integer.parseInt(given[1]);
                long start = System.nanoTime();
                for (int i = 0; i < count; i++) Settings.Secure.getString(null, "key " + i);
                return String.valueOf((System.nanoTime() - start) / 1e9);
            }
            default: throw new IllegalArgumentException(given[0]);
        }
    }
}
