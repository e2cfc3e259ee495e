import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

/** Runs what it is told on standard input: a line is a JSON list of a class and its arguments; the answer is a line too. */
public class Driver {
    public static void main(String[] given) throws Exception {
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, "UTF-8");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        out.println("\u0001ready");
        String line;
        while ((line = in.readLine()) != null) {
            List<String> parts = parse(line);
            String answer;
            try {
                String[] arguments = parts.subList(1, parts.size()).toArray(new String[0]);
                Object result = Class.forName(parts.get(0)).getMethod("run", String[].class).invoke(null, (Object) arguments);
                answer = "OK " + result;
            } catch (Throwable thrown) {
                Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : thrown;
                answer = "ERR " + cause.getClass().getName() + ": " + cause.getMessage();
            }
            out.println("\u0001" + quote(answer));
        }
        System.exit(0);
    }

    static List<String> parse(String line) {
        List<String> out = new ArrayList<>();
        StringBuilder current = null;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (current == null) {
                if (c == '"') current = new StringBuilder();
            } else if (c == '"') {
                out.add(current.toString());
                current = null;
            } else if (c == '\\') {
                char escaped = line.charAt(++i);
                if (escaped == 'u') {
                    current.append((char) Integer.parseInt(line.substring(i + 1, i + 5), 16));
                    i += 4;
                } else current.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped == 'r' ? '\r' : escaped);
            } else current.append(c);
        }
        return out;
    }

    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < 32 || c > 126) out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        return out.append('"').toString();
    }
}
