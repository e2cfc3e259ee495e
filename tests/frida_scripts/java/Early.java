/** Reads an identifier in its first line, and ends no sooner than it is told. */
public class Early {
    public static void main(String[] given) throws Exception {
        android.provider.Settings.Secure.getString(null, "android_id");
        Thread.sleep(60000);
    }
}
