package embedder;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.xftp.client.DownloadTarget;
import org.xftp.client.TransferListener;
import org.xftp.client.UploadResult;
import org.xftp.client.UploadSource;
import org.xftp.client.XftpClient;
import org.xftp.protocol.description.RelayAddress;

/** A program of another module: sends a word over a relay and prints what came back. */
public final class Embedder {
    private Embedder() {}

    public static void main(String[] args) throws Exception {
        byte[] word = "modules".getBytes(StandardCharsets.UTF_8);
        try (XftpClient client = XftpClient.builder().build(); UploadSource source = UploadSource.ofBytes("word", word)) {
            UploadResult sent = client.upload(source, List.of(RelayAddress.parse(args[0])), 1, TransferListener.NONE);
            Path file = client.download(sent.recipients().getFirst(), DownloadTarget.in(Path.of(args[1])),
                    TransferListener.NONE).file();
            System.out.println(XftpClient.class.getModule().getName() + " " + Files.readString(file));
        }
    }
}
