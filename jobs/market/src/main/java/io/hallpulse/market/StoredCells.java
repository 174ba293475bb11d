package io.hallpulse.market;

import io.hallpulse.domain.market.CellBook;
import io.hallpulse.domain.market.DistrictBook;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/** A district's cells in Flink's keyed state; which district is meant is the current key. */
final class StoredCells implements DistrictBook.Cells {
  private final MapState<Integer, CellBook> state;

  StoredCells(RuntimeContext context, String name) {
    state = context.getMapState(new MapStateDescriptor<>(name, Integer.class, CellBook.class));
  }

  @Override
  public @Nullable CellBook get(int cell) {
    return unchecked(() -> state.get(cell));
  }

  @Override
  public void put(int cell, CellBook book) {
    unchecked(
        () -> {
          state.put(cell, book);
          return book;
        });
  }

  static <R> R unchecked(Callable<R> access) {
    try {
      return access.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new FlinkRuntimeException("State cannot be accessed", e);
    }
  }
}
