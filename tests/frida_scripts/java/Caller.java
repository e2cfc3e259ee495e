import java.io.File;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.Arrays;

/** Calls every overload of the methods in a file (`class method` a line) and writes down what each call was given and gave. */
public class Caller {
    public static String run(String... given) throws Exception {
        int calls = 0;
        try (PrintWriter out = new PrintWriter(given[1], "UTF-8")) {
            for (String line : Files.readAllLines(new File(given[0]).toPath())) {
                String[] parts = line.split(" ");
                Class<?> owner = Class.forName(parts[0]);
                Executable[] all = parts[1].equals("<init>") ? owner.getDeclaredConstructors() : owner.getDeclaredMethods();
                for (Executable each : all) {
                    if (!parts[1].equals("<init>") && !each.getName().equals(parts[1])) continue;
                    Object[] arguments = Arrays.stream(each.getParameterTypes()).map(Caller::sample).toArray();
                    Object result = null;
                    if (each instanceof Constructor) ((Constructor<?>) each).newInstance(arguments);
                    else {
                        Object self = Modifier.isStatic(each.getModifiers()) ? null : owner.getDeclaredConstructor().newInstance();
                        result = ((Method) each).invoke(self, arguments);
                    }
                    calls++;
                    Object[] told = Arrays.stream(arguments).map(Caller::text).toArray();
                    boolean isVoid = each instanceof Constructor || ((Method) each).getReturnType() == void.class;
                    out.println("[" + Driver.quote(parts[0] + "." + parts[1]) + "," + (isVoid || result == null ? "null" : Driver.quote(text(result)))
                        + ",[" + String.join(",", Arrays.stream(told).map(x -> Driver.quote((String) x)).toArray(String[]::new)) + "]]");
                }
            }
        }
        return String.valueOf(calls);
    }

    static Object sample(Class<?> type) {
        if (type == String.class || type == CharSequence.class || type == Object.class) return "값 argument";
        if (type == int.class) return 3;
        if (type == long.class) return 4L;
        if (type == boolean.class) return true;
        if (type == double.class) return 1.5;
        if (type == float.class) return 2.5f;
        if (type == byte[].class) return new byte[] {9, -1};
        if (type == android.net.Uri.class) return android.net.Uri.parse("content://com.google.android.gsf.gservices");
        if (type == String[].class) return new String[] {"a", "b"};
        return null;
    }

    static String text(Object value) {
        if (value instanceof byte[]) {
            StringBuilder out = new StringBuilder();
            for (byte each : (byte[]) value) out.append(String.format("%02x", each));
            return out.toString();
        }
        return value instanceof Object[] ? Arrays.deepToString((Object[]) value) : String.valueOf(value);
    }
}
