package io.hallpulse.ingest.simulate;

import io.hallpulse.domain.market.CreditCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A market entity of the demo, as its registry describes it. */
final class MadeUpEntity {
  private static final String DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final String WORDS = "海泰鑫荣恒润达华盛佳源博瑞嘉诚顺通宏利安";
  private static final List<String> ROADS =
      List.of("书院路", "金水路", "京口路", "重庆中路", "黑龙江中路", "巨峰路", "万年泉路", "青山路");

  private static final List<String> SUBDISTRICTS =
      List.of("李村", "虎山路", "浮山路", "振华路", "沧口", "兴华路", "兴城路", "九水", "湘潭路", "楼山", "世园");
  private static final int[] SUBDISTRICT_WEIGHTS = {18, 9, 10, 7, 8, 6, 6, 10, 9, 7, 10};

  private static final List<String> INDUSTRIES =
      List.of(
          "A01", "C17", "C34", "E50", "F51", "F52", "G54", "H62", "I64", "K70", "L72", "M74", "O80",
          "O81", "P83", "R88");
  private static final int[] OF_ENTERPRISES = {1, 5, 5, 8, 22, 12, 6, 3, 7, 4, 13, 8, 2, 1, 2, 1};
  private static final int[] OF_HOUSEHOLDS = {1, 3, 1, 2, 8, 46, 6, 17, 1, 1, 2, 1, 6, 3, 1, 1};

  final boolean isHousehold;
  final String uscc;
  final int registered;

  /** Its place among those that are in stock. */
  int place;

  boolean isSuspended;
  boolean isAbnormal;

  /** Revoked rather than cancelled. */
  boolean isRevoked;

  /**
   * @param number of the entity, the first is 1
   * @param registered day since 1970
   */
  MadeUpEntity(String district, boolean isHousehold, int number, int registered) {
    this.isHousehold = isHousehold;
    this.registered = registered;
    // Codes of the demo do not look like issued ones: MADE stands in the middle.
    var body = (isHousehold ? "92" : "91") + district + "MADE" + digits(number);
    this.uscc = body + CreditCode.check(body);
  }

  private static String digits(int number) {
    var text = new char[5];
    int rest = number;
    for (int i = text.length - 1; i >= 0; i--) {
      text[i] = DIGITS.charAt(rest % DIGITS.length());
      rest /= DIGITS.length();
    }
    return new String(text);
  }

  Map<String, Object> description(Chance chance) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("name", name(chance));
    fields.put("type_text", isHousehold ? "个体工商户" : "有限责任公司(自然人投资或控股)");
    if (!chance.in(0.04)) {
      fields.put("industry_code", industry(chance));
    }
    fields.put("address", address(chance));
    if (!isHousehold || chance.in(0.3)) {
      fields.put("capital_raw", capital(chance));
    }
    return fields;
  }

  String name(Chance chance) {
    var word = letter(chance) + letter(chance);
    return isHousehold ? "李沧区" + word + "店" : "青岛" + word + letter(chance) + "商贸有限公司";
  }

  String industry(Chance chance) {
    return weighted(INDUSTRIES, isHousehold ? OF_HOUSEHOLDS : OF_ENTERPRISES, chance);
  }

  /** Some tell no street office, and some lie in another district. */
  String address(Chance chance) {
    var road = chance.one(ROADS) + chance.between(1, 400) + "号";
    if (chance.in(0.01)) {
      return "山东省青岛市市北区" + road;
    }
    var subdistrict = weighted(SUBDISTRICTS, SUBDISTRICT_WEIGHTS, chance);
    return "山东省青岛市李沧区" + (chance.in(0.04) ? "" : subdistrict + "街道") + road;
  }

  String capital(Chance chance) {
    if (chance.in(0.03)) {
      return "N/A";
    }
    if (chance.in(0.005)) {
      return chance.between(10, 200) + "(万美元)";
    }
    long units = Math.max(1, Math.round(chance.lognormal(isHousehold ? 12 : 260, 1.1)));
    return units + (chance.in(0.5) ? "万元" : "(万)");
  }

  private static String letter(Chance chance) {
    return String.valueOf(WORDS.charAt(chance.below(WORDS.length())));
  }

  private static String weighted(List<String> of, int[] weights, Chance chance) {
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    int drawn = chance.below(sum);
    for (int i = 0; i < weights.length; i++) {
      drawn -= weights[i];
      if (drawn < 0) {
        return of.get(i);
      }
    }
    throw new IllegalStateException("Weights do not add up to " + sum);
  }
}
