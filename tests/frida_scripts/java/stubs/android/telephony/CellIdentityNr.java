package android.telephony;

public class CellIdentityNr {
    static boolean refuse;

    public long getNci() {
        if (refuse) throw new SecurityException("needs ACCESS_FINE_LOCATION");
        return 68719476735L;
    }

    public int getTac() {
        Thread.yield();
        return 7;
    }
}
