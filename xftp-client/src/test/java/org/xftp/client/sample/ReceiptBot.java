package org.xftp.client.sample;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xftp.client.DownloadResult;
import org.xftp.client.DownloadTarget;
import org.xftp.client.TransferListener;
import org.xftp.client.UploadResult;
import org.xftp.client.UploadSource;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;
import org.xftp.client.atrest.FileKey;
import org.xftp.protocol.chat.DescriptionPart;
import org.xftp.protocol.chat.DescriptionParts;
import org.xftp.protocol.chat.FileInvitation;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.RelayAddress;

/** Takes files from contacts, keeps them encrypted, and answers each with a file that says so. */
final class ReceiptBot {
    /** Your chat. */
    interface Chat {
        void send(String contact, FileInvitation invitation, List<DescriptionPart> parts);

        void say(String contact, String text);
    }

    private final XftpClient client;
    private final Chat chat;
    private final List<RelayAddress> relays;
    private final Path inbox;
    private final SecureRandom random;
    private final Map<Path, FileKey> keys = new HashMap<>();
    private final Map<String, DescriptionParts.Joiner> arriving = new HashMap<>();

    ReceiptBot(XftpClient client, Chat chat, List<RelayAddress> relays, Path inbox, SecureRandom random) {
        this.client = client;
        this.chat = chat;
        this.relays = relays;
        this.inbox = inbox;
        this.random = random;
    }

    /** A contact wants to send a file; its description follows. */
    void invited(String contact) {
        arriving.put(contact, new DescriptionParts.Joiner());
    }

    /** A part of the description; parts that are missing, doubled or out of order are refused. */
    void part(String contact, DescriptionPart part) {
        try {
            DescriptionParts.Joiner joiner = arriving.computeIfAbsent(contact, key -> new DescriptionParts.Joiner());
            Optional<String> yaml = joiner.add(part);
            if (yaml.isPresent()) {
                arriving.remove(contact);
                receive(contact, yaml.get());
            }
        } catch (DescriptionException e) {
            chat.say(contact, "Please send it again: " + e.getMessage());
        } catch (XftpClientException e) {
            chat.say(contact, (e.isTemporary() ? "Please wait: " : "That did not work: ") + e.getMessage());
        }
    }

    private void receive(String contact, String yaml) throws DescriptionException, XftpClientException {
        FileKey key = FileKey.random(random);
        DownloadResult received = client.download(DescriptionYaml.read(yaml), DownloadTarget.in(inbox).encrypted(key),
                TransferListener.NONE);
        keys.put(received.file(), key);
        byte[] receipt = ("received " + received.size() + " bytes").getBytes(StandardCharsets.UTF_8);
        try (UploadSource source = UploadSource.ofBytes("receipt.txt", receipt).distinct(contact)) {
            UploadResult sent = client.upload(source, relays, 1, TransferListener.NONE);
            String answer = DescriptionYaml.write(sent.recipients().getFirst());
            chat.send(contact, FileInvitation.to("receipt.txt", receipt.length), DescriptionParts.split(answer));
            client.release(sent);
        }
    }

    /** What opens the files that lie in the inbox. A real bot keeps this in its encrypted database. */
    Map<Path, FileKey> keys() {
        return Map.copyOf(keys);
    }
}
