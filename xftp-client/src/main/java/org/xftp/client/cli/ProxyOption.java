package org.xftp.client.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xftp.transport.SocksProxy;
import picocli.CommandLine.Option;

/**
 * The proxy that a user chose: by {@code --proxy}, else {@code XFTP_PROXY}, else {@code ALL_PROXY} as far as that names
 * a SOCKS5 proxy.
 */
final class ProxyOption {
    private static final int DEFAULT_PORT = 1080;

    @Option(names = "--proxy", paramLabel = "PROXY", description = "tor, or socks5://[USER:PASSWORD@]HOST[:PORT]; none: no proxy (default: XFTP_PROXY, else ALL_PROXY if that is SOCKS5)")
    private @Nullable String proxy;

    Optional<SocksProxy> resolve(CliContext context) throws CliException {
        return resolve(context, proxy);
    }

    static Optional<SocksProxy> resolve(CliContext context, @Nullable String option) throws CliException {
        if (option != null) {
            return parse(option, "--proxy");
        }
        Optional<String> own = context.variable("XFTP_PROXY");
        if (own.isPresent()) {
            return parse(own.get(), "XFTP_PROXY");
        }
        for (String name : List.of("ALL_PROXY", "all_proxy")) {
            Optional<String> all = context.variable(name);
            if (all.isPresent() && all.get().toLowerCase(Locale.ROOT).startsWith("socks5")) {
                return parse(all.get(), name);
            }
        }
        return Optional.empty();
    }

    private static Optional<SocksProxy> parse(String text, String place) throws CliException {
        if (text.equals("none")) {
            return Optional.empty();
        }
        if (text.equals("tor")) {
            return Optional.of(SocksProxy.tor());
        }
        try {
            return Optional.of(parse(new URI(text)));
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Without the text: it may hold a password.
            throw CliException.usage(place + " takes tor, none or socks5://[USER:PASSWORD@]HOST[:PORT]");
        }
    }

    private static SocksProxy parse(URI uri) {
        String scheme = String.valueOf(uri.getScheme());
        String host = uri.getHost();
        if (!List.of("socks5", "socks5h").contains(scheme) || host == null || !plain(uri)) {
            throw new IllegalArgumentException("no SOCKS5 proxy");
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new SocksProxy(bare, port, Optional.ofNullable(uri.getUserInfo()).map(ProxyOption::credentials));
    }

    private static boolean plain(URI uri) {
        return List.of("", "/").contains(Objects.requireNonNullElse(uri.getPath(), "")) && uri.getQuery() == null
                && uri.getFragment() == null;
    }

    private static SocksProxy.Credentials credentials(String userInfo) {
        int colon = userInfo.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a password is missing");
        }
        return new SocksProxy.Credentials(userInfo.substring(0, colon), userInfo.substring(colon + 1));
    }
}
