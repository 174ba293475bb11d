package io.hallpulse.market;

import io.hallpulse.flinkio.KafkaMessage;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;

/**
 * What comes out of the market job.
 *
 * @param live live indicators and dead letters, each on the way to its topic
 * @param events rows of {@code economy.entity_events}
 * @param entities rows of {@code economy.entities}
 * @param refused rows of {@code economy.refused}
 * @param ledger rows of {@code economy.ledger_daily}
 * @param indicators rows of {@code economy.indicators}
 */
public record MarketStreams(
    DataStream<KafkaMessage> live,
    DataStream<RowData> events,
    DataStream<RowData> entities,
    DataStream<RowData> refused,
    DataStream<RowData> ledger,
    DataStream<RowData> indicators) {}
