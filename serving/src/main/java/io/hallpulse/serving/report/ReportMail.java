package io.hallpulse.serving.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.context.annotation.Value;
import jakarta.activation.DataHandler;
import jakarta.inject.Singleton;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Sends the schedule's reports to whom the settings name; without an address nothing is sent. A
 * report that was sent just before its instance died is sent again, under the same Message-ID.
 */
@Singleton
final class ReportMail {
  private static final String PATIENCE = "20000";

  private final ReportArchive archive;
  private final String host;
  private final int port;
  private final String user;
  private final String password;
  private final String security;
  private final String from;
  private final String to;

  /**
   * @param host HALLPULSE_SMTP_HOST
   * @param port HALLPULSE_SMTP_PORT
   * @param user HALLPULSE_SMTP_USER; empty to send without a login
   * @param password HALLPULSE_SMTP_PASSWORD
   * @param security HALLPULSE_SMTP_SECURITY: starttls (required, the default), tls or none
   * @param from HALLPULSE_REPORT_MAIL_FROM
   * @param to HALLPULSE_REPORT_MAIL_TO, addresses with commas between
   */
  ReportMail(
      ReportArchive archive,
      @Value("${hallpulse.smtp.host:}") String host,
      @Value("${hallpulse.smtp.port:587}") int port,
      @Value("${hallpulse.smtp.user:}") String user,
      @Value("${hallpulse.smtp.password:}") String password,
      @Value("${hallpulse.smtp.security:starttls}") String security,
      @Value("${hallpulse.report.mail.from:}") String from,
      @Value("${hallpulse.report.mail.to:}") String to) {
    this.archive = archive;
    this.host = host;
    this.port = port;
    this.user = user;
    this.password = password;
    this.security = security;
    this.from = from;
    this.to = to;
    if (!host.isEmpty() && (from.isEmpty() || to.isEmpty())) {
      throw new IllegalArgumentException(
          "HALLPULSE_SMTP_HOST needs HALLPULSE_REPORT_MAIL_FROM and HALLPULSE_REPORT_MAIL_TO");
    }
    if (!security.matches("starttls|tls|none")) {
      throw new IllegalArgumentException(
          "HALLPULSE_SMTP_SECURITY must be starttls, tls or none, got " + security);
    }
  }

  boolean isSet() {
    return !host.isEmpty();
  }

  void send(ReportRun run) throws SQLException {
    try {
      var message = message(run);
      try (var transport = session().getTransport("smtp")) {
        if (user.isEmpty()) {
          transport.connect();
        } else {
          transport.connect(host, port, user, password);
        }
        transport.sendMessage(message, message.getAllRecipients());
      }
    } catch (MessagingException e) {
      throw new IllegalStateException(
          "%s:%d does not take the report %s of %s"
              .formatted(host, port, run.report(), run.period()),
          e);
    }
  }

  private Session session() {
    var properties = new Properties();
    properties.put("mail.smtp.host", host);
    properties.put("mail.smtp.port", String.valueOf(port));
    properties.put("mail.smtp.auth", String.valueOf(!user.isEmpty()));
    properties.put("mail.smtp.ssl.enable", String.valueOf(security.equals("tls")));
    properties.put("mail.smtp.starttls.enable", String.valueOf(security.equals("starttls")));
    properties.put("mail.smtp.starttls.required", String.valueOf(security.equals("starttls")));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.connectiontimeout", PATIENCE);
    properties.put("mail.smtp.timeout", PATIENCE);
    properties.put("mail.smtp.writetimeout", PATIENCE);
    return Session.getInstance(properties);
  }

  private MimeMessage message(ReportRun run) throws MessagingException, SQLException {
    var message =
        new MimeMessage(session()) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<report-%s@hallpulse>".formatted(run.id()));
          }
        };
    message.setFrom(new InternetAddress(from));
    message.setRecipients(RecipientType.TO, InternetAddress.parse(to));
    message.setSubject("%s %s".formatted(run.report(), run.period()), UTF_8.name());
    var parts = new MimeMultipart();
    var text = new MimeBodyPart();
    text.setText(text(run), UTF_8.name());
    parts.addBodyPart(text);
    for (var file : run.files()) {
      var part = new MimeBodyPart();
      var content =
          archive
              .content(run.id(), file.name())
              .orElseThrow(() -> new IllegalStateException("The archive has lost " + file));
      var type = file.name().endsWith(".pdf") ? "application/pdf" : "application/octet-stream";
      part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, type)));
      part.setFileName(file.name());
      parts.addBodyPart(part);
    }
    message.setContent(parts);
    message.saveChanges();
    return message;
  }

  private static String text(ReportRun run) {
    var text =
        new StringBuilder(
            "Report %s of %s, data as of %s.\n\n"
                .formatted(run.report(), run.period(), run.asOf()));
    for (var file : run.files()) {
      text.append(file.name()).append("  SHA-256 ").append(file.sha256()).append('\n');
    }
    return text.toString();
  }
}
