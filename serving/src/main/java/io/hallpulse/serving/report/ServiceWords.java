package io.hallpulse.serving.report;

import io.hallpulse.schemas.alarm.AlarmRule;
import io.hallpulse.serving.report.document.Language;
import io.micronaut.core.annotation.Nullable;

/** What the terms of the halls' service are called. */
final class ServiceWords {
  private final Language language;

  ServiceWords(Language language) {
    this.language = language;
  }

  private String say(String zh, String en) {
    return language.say(zh, en);
  }

  String category(@Nullable String category) {
    return switch (category == null ? "" : category) {
      case "GREEN" -> say("绿", "green");
      case "BLUE" -> say("蓝", "blue");
      case "YELLOW" -> say("黄", "yellow");
      case "ORANGE" -> say("橙", "orange");
      case "RED" -> say("红", "red");
      default -> "–";
    };
  }

  String severity(String severity) {
    return switch (severity) {
      case "CRITICAL" -> say("紧急", "critical");
      case "MAJOR" -> say("重要", "major");
      case "MINOR" -> say("轻微", "minor");
      default -> severity;
    };
  }

  String factor(String factor) {
    return switch (factor) {
      case "late" -> say("迟到", "Late arrival");
      case "absent" -> say("离岗", "Absence from the post");
      case "bad" -> say("差评", "Bad ratings");
      case "handle" -> say("办理超时", "Overlong handling");
      case "wait" -> say("等候过长", "Overlong waiting");
      default -> factor;
    };
  }

  /** The name of an alarm's rule; of one that this version does not know, its key. */
  String rule(String key) {
    return AlarmRule.of(key).map(this::rule).orElse(key);
  }

  private String rule(AlarmRule rule) {
    return switch (rule) {
      case INDEX_LOW -> say("健康指数过低", "Index too low");
      case CATEGORY_BAD -> say("风险等级不良", "Bad category");
      case WAIT_LONG -> say("等候过久", "Wait too long");
      case WAIT_P90 -> say("近一小时等候普遍过长", "Waits of the last hour too long");
      case COUNTER_UNATTENDED -> say("窗口无人值守", "Counter unattended");
      case SOURCE_SILENT -> say("设备失联", "Device silent");
      case HALL_SILENT -> say("大厅失联", "Hall silent");
      case HALL_STALE -> say("大厅数据滞后", "Hall data late");
      case DEVICE_FAULT -> say("设备故障", "Device fault");
      case CONTACT_OVERDUE -> say("差评逾期未联系", "Visitor not contacted in time");
      case RECTIFICATION_DUE -> say("差评整改即将到期", "Rectification due");
      case RECTIFICATION_OVERDUE -> say("差评整改逾期", "Rectification overdue");
      case RATING_SUSPECT -> say("评价异常", "Suspect ratings");
      case RATING_TAMPERED -> say("评价被篡改", "Rating tampered with");
      case LEDGER_LOST -> say("账本缺失", "Ledger: events lost");
      case LEDGER_DOUBLED -> say("账本重复", "Ledger: events doubled");
      case LEDGER_MISDATED -> say("账本日期错误", "Ledger: wrong day");
      case LEDGER_BEHIND -> say("账本滞后", "Ledger behind");
      case LEDGER_DENIED -> say("来路不明的写入", "Writer denied");
    };
  }
}
