package io.hallpulse.schemas.lake;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table of the lake as its facts' record describes it: {@code waitSeconds} becomes {@code
 * wait_seconds}, a nullable component a nullable column.
 *
 * @param namespace first half of the name, {@code hall}
 * @param name second half, {@code tickets}
 * @param comment what a row is, Chinese and English
 * @param columns in the record's order
 * @param identity columns that name a fact
 * @param partition column that splits the files, or {@code year(column)} if its year does; empty
 *     for none
 * @param values a fact's values in the order of the columns; an instant may also be a long of
 *     microseconds since 1970
 */
public record LakeTable<T>(
    String namespace,
    String name,
    String comment,
    List<TableColumn> columns,
    List<String> identity,
    String partition,
    Function<T, @Nullable Object[]> values) {

  private static final Map<Class<?>, ColumnType> TYPES =
      Map.ofEntries(
          Map.entry(String.class, ColumnType.STRING),
          Map.entry(int.class, ColumnType.INT),
          Map.entry(Integer.class, ColumnType.INT),
          Map.entry(long.class, ColumnType.LONG),
          Map.entry(Long.class, ColumnType.LONG),
          Map.entry(double.class, ColumnType.DOUBLE),
          Map.entry(Double.class, ColumnType.DOUBLE),
          Map.entry(boolean.class, ColumnType.BOOLEAN),
          Map.entry(Boolean.class, ColumnType.BOOLEAN),
          Map.entry(Instant.class, ColumnType.INSTANT),
          Map.entry(LocalDate.class, ColumnType.DATE),
          Map.entry(BigDecimal.class, ColumnType.MONEY),
          Map.entry(List.class, ColumnType.STRINGS));

  public LakeTable {
    columns = List.copyOf(columns);
    identity = List.copyOf(identity);
  }

  /**
   * One column.
   *
   * @param comment what it holds, Chinese and English
   */
  public record TableColumn(String name, ColumnType type, boolean required, String comment) {}

  /** The table that a record annotated with {@link Facts} describes. */
  public static <T extends Record> LakeTable<T> of(Class<T> facts) {
    var described = facts.getAnnotation(Facts.class);
    if (described == null) {
      throw new IllegalArgumentException(facts + " lacks @Facts");
    }
    var dot = described.table().indexOf('.');
    var components = facts.getRecordComponents();
    var accessors = Arrays.stream(components).map(LakeTable::accessor).toList();
    return new LakeTable<>(
        described.table().substring(0, dot),
        described.table().substring(dot + 1),
        described.zh() + " / " + described.en(),
        Arrays.stream(components).map(LakeTable::column).toList(),
        List.of(described.identity()),
        described.partition(),
        fact -> values(accessors, fact));
  }

  /** Whether a file holds a year of the partition column instead of one value of it. */
  public boolean isByYear() {
    return partition.startsWith("year(");
  }

  /** The column that splits the files, empty if there is none. */
  public String partitionColumn() {
    return isByYear() ? partition.substring("year(".length(), partition.length() - 1) : partition;
  }

  public String fullName() {
    return namespace + "." + name;
  }

  private static @Nullable Object[] values(
      List<Function<Object, @Nullable Object>> accessors, Object fact) {
    var values = new @Nullable Object[accessors.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = accessors.get(i).apply(fact);
    }
    return values;
  }

  /** Reads a component as a lambda would: every row asks, and reflection is ten times dearer. */
  @SuppressWarnings("unchecked") // the factory makes what it was asked for
  private static Function<Object, @Nullable Object> accessor(RecordComponent component) {
    var lookup = MethodHandles.lookup();
    try {
      var handle = lookup.unreflect(component.getAccessor());
      return (Function<Object, @Nullable Object>)
          LambdaMetafactory.metafactory(
                  lookup,
                  "apply",
                  MethodType.methodType(Function.class),
                  MethodType.methodType(Object.class, Object.class),
                  handle,
                  handle.type().wrap())
              .getTarget()
              .invoke();
    } catch (Throwable e) { // what a method handle declares
      throw new IllegalStateException("Cannot read " + component, e);
    }
  }

  private static TableColumn column(RecordComponent component) {
    var described = component.getAnnotation(Column.class);
    var type = TYPES.get(component.getType());
    if (described == null || type == null) {
      throw new IllegalArgumentException(
          component + " lacks @Column or has a type unknown to the lake");
    }
    var required =
        component.getType().isPrimitive()
            || !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return new TableColumn(
        name(component),
        described.figure() ? ColumnType.FIGURE : type,
        required,
        described.zh() + " / " + described.en());
  }

  static String name(RecordComponent component) {
    var described = component.getAnnotation(Column.class);
    return described == null || described.name().isEmpty()
        ? snakeCase(component.getName())
        : described.name();
  }

  private static String snakeCase(String camelCase) {
    return camelCase.replaceAll("([A-Z0-9]+)", "_$1").toLowerCase(Locale.ROOT);
  }
}
