package io.hallpulse.domain.market;

import io.hallpulse.domain.market.CreditCode.Texts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kinds of market entities. */
public enum EntityType {
  ENTERPRISE,
  HOUSEHOLD,
  COOPERATIVE;

  private static final List<String> ENTERPRISES =
      List.of(
          "公司", "企业", "独资", "合伙", "集体", "全民", "国有", "股份", "联营", "外商", "外资", "合资", "合作", "分支机构",
          "非法人", "代表机构");

  /**
   * By the type as written, else by the code; empty if neither tells. So 个人独资企业 is an enterprise
   * although it holds no 公司, and 供销合作社 is one, too: only 专业合作 makes a cooperative.
   */
  public static Optional<EntityType> of(@Nullable String text, String uscc) {
    var written = ofText(text);
    return written.isPresent() ? written : ofCode(uscc);
  }

  /** Whether text and code tell, and tell different things. */
  public static boolean isConflict(@Nullable String text, String uscc) {
    var written = ofText(text);
    var coded = ofCode(uscc);
    return written.isPresent() && coded.isPresent() && written.get() != coded.get();
  }

  private static Optional<EntityType> ofText(@Nullable String text) {
    var compact = text == null ? "" : Texts.compact(text);
    if (compact.contains("个体")) {
      return Optional.of(HOUSEHOLD);
    }
    if (compact.contains("专业合作")) {
      return Optional.of(COOPERATIVE);
    }
    return ENTERPRISES.stream().anyMatch(compact::contains)
        ? Optional.of(ENTERPRISE)
        : Optional.empty();
  }

  private static Optional<EntityType> ofCode(String uscc) {
    return switch (uscc.substring(0, Math.min(2, uscc.length()))) {
      case "91" -> Optional.of(ENTERPRISE);
      case "92" -> Optional.of(HOUSEHOLD);
      case "93" -> Optional.of(COOPERATIVE);
      default -> Optional.empty();
    };
  }
}
