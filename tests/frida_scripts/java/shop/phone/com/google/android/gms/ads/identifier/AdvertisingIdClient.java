package com.google.android.gms.ads.identifier;

/** The advertising id of the test phone. */
public class AdvertisingIdClient {
    public static Info getAdvertisingIdInfo(android.content.Context context) {
        Thread.yield(); // a hook of a body without a call never fires on HotSpot
        return new Info();
    }

    public static class Info {
        public String getId() { Thread.yield(); return "c47d19e3-6a80-4f5b-b1c2-7e93d05a8f16"; }
        public boolean isLimitAdTrackingEnabled() { Thread.yield(); return false; }
    }
}
