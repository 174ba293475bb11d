package io.hallpulse.domain.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatingWordsTest {
  @ParameterizedTest
  @CsvSource({
    "电话13800138000找我, 电话***********找我",
    "138 0013-8000, *** ****-****",
    "身份证37021319900101123X, 身份证*****************X",
    "１３８００１３８０００, ***********",
    "一三八零零一三八, ********",
    "等了30分钟，2026年, 等了30分钟，2026年",
    "窗口12 态度差 3 次, 窗口12 态度差 3 次",
  })
  void numbersThatMayBeSomebodysAreMasked(String words, String masked) {
    assertThat(RatingWords.masked(words)).isEqualTo(masked);
  }
}
