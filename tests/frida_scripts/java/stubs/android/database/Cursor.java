package android.database;

public interface Cursor {
    int getPosition();
    boolean moveToPosition(int position);
    int getColumnCount();
    String getString(int column);

    class Rows implements Cursor {
        private final String[][] rows;
        private int at = -1;
        public Rows(String[]... rows) { this.rows = rows; }
        public int getPosition() { return at; }
        public boolean moveToPosition(int position) { at = Math.max(-1, Math.min(position, rows.length)); return at >= 0 && at < rows.length; }
        public int getColumnCount() { return rows[0].length; }
        public String getString(int column) { return rows[at][column]; }
    }
}
