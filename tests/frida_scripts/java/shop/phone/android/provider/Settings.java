package android.provider;

import android.content.ContentResolver;

/** What the test phone has in its settings; the values are those of captures/rehearsal/persona.toml. */
public class Settings {
    public static class Secure {
        public static String getString(ContentResolver resolver, String name) {
            return name.equals("android_id") ? "4e8f07b2d91c63a5" : null;
        }
    }
}
