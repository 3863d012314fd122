module embedder {
    requires org.xftp.client;
}
