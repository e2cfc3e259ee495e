import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/** Methods whose results, exceptions and side effects must be the same with hooks and without. */
public class RunnerTarget {
    static int calls;

    static class Mine extends RuntimeException {
        Mine(String text) { super(text); }
    }

    static final Mine KNOWN = new Mine("the very same");

    abstract static class Shape {
        abstract String abstracted(int size);
        String inherited(String text) { calls++; return "shape " + text; }
    }

    static class Square extends Shape {
        @Override String abstracted(int size) { calls++; return "square " + size; }
    }

    final String made;

    RunnerTarget(String made) {
        calls++;
        if (made == null) throw KNOWN;
        this.made = made;
    }

    static String text(String given) { calls++; return given; }
    static Object same(Object given) { calls++; return given; }
    static long primitives(boolean z, byte b, char c, short s, int i, long j, float f, double d) { calls++; return z && c == '한' ? j : -1; }
    static byte[] arrays(byte[] bytes, int[] numbers, String[] texts, Object[] objects) { calls++; bytes[0] = 42; return bytes; }
    static void thrower(boolean known) throws Exception { calls++; if (known) throw KNOWN; throw new java.io.IOException("disk"); }
    String instance(String text) { calls++; return made + " " + text; }
    static String outer(String text) { calls++; return inner(text) + named(text); }
    static String inner(String text) { calls++; return text; }
    static String named(String text) { calls++; return text.length() > 3 ? named(text.substring(1)) : text; }
    static int overloaded(int a) { calls++; return a; }
    static int overloaded(String a, int b) { calls++; return b; }
    static int overloaded(long a) { calls++; return (int) a; }
    static String broken(String text) { calls++; return text; }
    static String brokenAround(String text) { calls++; return text; }
    static String brokenLate(String text) { calls++; return text; }
    static int replaced(int number) { calls++; return number + 1; }
    static int counted(int number) { calls++; return number; }

    static URLClassLoader loader;

    public static String run(String... given) throws Exception {
        calls = 0;
        String out = one(given);
        return out + " | " + calls;
    }

    static String one(String... given) throws Exception {
        switch (given[0]) {
            case "text": {
                String odd = "x\ud83d\ude00\0\ud83d y";
                return (text(odd) == odd) + " " + (text(null) == null) + " " + text(given[1]);
            }
            case "same": {
                Object[] all = {"text", 7, new int[] {1}, new RunnerTarget("a"), null, Arrays.asList(1, 2)};
                boolean ok = true;
                for (Object each : all) ok &= same(each) == each;
                return String.valueOf(ok);
            }
            case "primitives": return String.valueOf(primitives(true, (byte) -128, '한', (short) -1, Integer.MIN_VALUE, Long.MAX_VALUE - 1, 1.5f, Math.PI) == Long.MAX_VALUE - 1);
            case "arrays": {
                byte[] bytes = {1, -2};
                return (arrays(bytes, new int[] {3, 4}, new String[] {"a", null}, null) == bytes) + " " + bytes[0];
            }
            case "thrower": {
                boolean known = false;
                try {
                    thrower(true);
                } catch (Mine e) {
                    known = e == KNOWN && e.getStackTrace().length > 0;
                }
                try {
                    thrower(false);
                } catch (java.io.IOException e) {
                    return known + " " + e.getMessage();
                }
                return "nothing";
            }
            case "instance": {
                try {
                    new RunnerTarget(null);
                } catch (Mine e) {
                    return new RunnerTarget("made").instance("by " + (e == KNOWN));
                }
                return "nothing";
            }
            case "outer": return outer("12345");
            case "overloaded": return overloaded(1) + " " + overloaded("a", 2) + " " + overloaded(3L);
            case "shapes": return new Square().abstracted(3) + " " + new Square().inherited("text");
            case "broken": return broken("whole") + brokenAround(" and") + brokenLate(" right");
            case "replaced": return replaced(1) + " " + replaced(2);
            case "load": {
                loader = new URLClassLoader(new URL[] {new File(given[1]).toURI().toURL()}, RunnerTarget.class.getClassLoader());
                return loader.loadClass("late.Late").getName();
            }
            case "late": return String.valueOf(loader.loadClass("late.Late").getMethod("hello", String.class).invoke(null, given[1]));
            case "threads": {
                Thread[] all = new Thread[Integer.parseInt(given[1])];
                for (int t = 0; t < all.length; t++) {
                    int mine = t;
                    all[t] = new Thread(() -> {
                        for (int i = 0; i < Integer.parseInt(given[2]); i++) counted(mine * 1000 + i);
                    });
                    all[t].start();
                }
                for (Thread each : all) each.join();
                return "done";
            }
            case "speed": {
                long start = System.nanoTime();
                for (int i = 0; i < Integer.parseInt(given[1]); i++) counted(i);
                return String.valueOf((System.nanoTime() - start) / 1e9);
            }
            default: throw new IllegalArgumentException(given[0]);
        }
    }
}
