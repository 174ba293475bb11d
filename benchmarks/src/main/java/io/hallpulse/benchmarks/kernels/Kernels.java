package io.hallpulse.benchmarks.kernels;

import io.hallpulse.benchmarks.Result;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the kernels in processes of their own, on the class path of this one. */
@Command(
    name = "kernels",
    description = "What codec, dedup, fold and rows cost by themselves (JMH).",
    mixinStandardHelpOptions = true)
public final class Kernels implements Callable<Integer> {
  private static final TimeValue ITERATION = TimeValue.milliseconds(500);

  @Option(names = "--results", required = true, description = "folder for the result")
  private Path results = Path.of("");

  @Option(
      names = "--only",
      defaultValue = ".*Kernel.*",
      description = "those whose name matches (${DEFAULT-VALUE})")
  private String only = "";

  @Option(
      names = "--forks",
      defaultValue = "2",
      description = "processes for each (${DEFAULT-VALUE})")
  private int forks;

  @Override
  public Integer call() throws Exception {
    var options =
        new OptionsBuilder()
            .include(only)
            .forks(forks)
            .warmupIterations(3)
            .warmupTime(ITERATION)
            .measurementIterations(4)
            .measurementTime(ITERATION)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .jvmArgsAppend("-Xmx1g")
            .build();
    var values = new LinkedHashMap<String, Object>();
    for (var run : new Runner(options).run()) {
      values.put(name(run), figures(run));
      var score = run.getPrimaryResult();
      System.out.printf(
          "%-45s %,10.1f ± %,8.1f %s%n",
          name(run), score.getScore(), score.getScoreError(), score.getScoreUnit());
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException("only: no kernel's name matches " + only);
    }
    Result.write(results, "kernels", values);
    return 0;
  }

  private static String name(RunResult run) {
    var full = run.getParams().getBenchmark();
    var name =
        new StringBuilder(full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1));
    run.getParams()
        .getParamsKeys()
        .forEach(
            key -> name.append(' ').append(key).append('=').append(run.getParams().getParam(key)));
    return name.toString();
  }

  private static Map<String, Object> figures(RunResult run) {
    var score = run.getPrimaryResult();
    var figures = new LinkedHashMap<String, Object>();
    figures.put("mean", score.getScore());
    figures.put("error_99_9", score.getScoreError());
    figures.put("min", score.getStatistics().getMin());
    figures.put("max", score.getStatistics().getMax());
    figures.put("unit", score.getScoreUnit());
    figures.put("samples", score.getStatistics().getN());
    return figures;
  }
}
