package io.hallpulse.hall;

import io.hallpulse.domain.hall.HallMemory;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/** A table of a hall's memory in Flink's keyed state; which hall is meant is the current key. */
final class FlinkTable<V> implements HallMemory.Table<V> {
  private final MapState<String, V> state;

  private FlinkTable(MapState<String, V> state) {
    this.state = state;
  }

  static <V> FlinkTable<V> of(RuntimeContext context, String name, Class<V> type) {
    return new FlinkTable<>(
        context.getMapState(new MapStateDescriptor<>(name, String.class, type)));
  }

  @Override
  public @Nullable V get(String key) {
    return unchecked(() -> state.get(key));
  }

  @Override
  public void put(String key, V value) {
    unchecked(
        () -> {
          state.put(key, value);
          return value;
        });
  }

  @Override
  public void remove(String key) {
    unchecked(
        () -> {
          state.remove(key);
          return key;
        });
  }

  @Override
  public Iterable<Map.Entry<String, V>> entries() {
    return unchecked(state::entries);
  }

  private static <R> R unchecked(java.util.concurrent.Callable<R> access) {
    try {
      return access.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new FlinkRuntimeException("State cannot be accessed", e);
    }
  }
}
