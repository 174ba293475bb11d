package io.hallpulse.domain.hall;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.alarm.Acknowledgement;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.cases.CaseHistory;
import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.forecast.Learned;
import io.hallpulse.domain.grant.Authorship;
import io.hallpulse.domain.hall.HallMemory.PeopleSeen;
import io.hallpulse.domain.hall.HallMemory.Refusal;
import io.hallpulse.domain.health.Cards;
import io.hallpulse.domain.health.HallTotals;
import io.hallpulse.domain.health.LiveCategory;
import io.hallpulse.domain.health.LiveTotals;
import io.hallpulse.domain.health.PlaceDay;
import io.hallpulse.domain.health.SlotMarks;
import io.hallpulse.domain.health.Written;
import io.hallpulse.domain.live.CounterPost;
import io.hallpulse.domain.ticket.ClosedTicket;
import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.time.SourceState;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered is of types that Flink stores without Kryo, and never a wire event. */
class StateTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        SourceState.class,
        TicketHistory.class,
        ClosedTicket.class,
        Authorship.class,
        CounterPost.class,
        PeopleSeen.class,
        SlotMarks.class,
        PlaceDay.class,
        Cards.class,
        Written.class,
        HallTotals.class,
        LiveCategory.class,
        LiveTotals.class,
        SlotRatings.class,
        Alarm.class,
        Acknowledgement.class,
        Matter.class,
        QueueDay.class,
        Learned.class,
        Refusal.class,
        HallProgress.class,
        CaseHistory.class,
        CaseUpdate.class
      })
  void isMadeOfPlainPublicRecords(Class<?> state) {
    assertPlain(state, state.getSimpleName());
  }

  private static void assertPlain(Type type, String where) {
    if (type instanceof ParameterizedType generic) {
      assertThat(generic.getRawType()).as(where).isIn(List.class, Map.class);
      for (var argument : generic.getActualTypeArguments()) {
        assertPlain(argument, where);
      }
      return;
    }
    var plain = (Class<?>) type;
    if (plain.isArray()) {
      assertPlain(plain.getComponentType(), where);
    } else if (plain.isRecord()) {
      assertThat(Modifier.isPublic(plain.getModifiers())).as(where).isTrue();
      for (var component : plain.getRecordComponents()) {
        assertPlain(component.getGenericType(), where + "." + component.getName());
      }
    } else {
      assertThat(plain.isPrimitive() || plain == String.class || plain.isEnum())
          .as("%s is a %s", where, plain)
          .isTrue();
    }
  }
}
