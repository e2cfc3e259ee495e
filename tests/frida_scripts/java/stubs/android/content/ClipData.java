package android.content;

public class ClipData {
    public int getItemCount() { return 2; }
    public Item getItemAt(int index) { return new Item(index); }

    public static class Item {
        final int index;
        Item(int index) { this.index = index; }
        public CharSequence getText() { return index == 0 ? new StringBuilder("복사한 010-1234-5678") : null; }
        public android.net.Uri getUri() { return new android.net.Uri("content://clip/" + index); }
    }
}
