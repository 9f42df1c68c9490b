package dev.hayase.aggregation.streams;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/// What all stores of this process hold in memory together. Kafka Streams makes the setter; the
/// memory comes to it with the settings.
public final class Memory implements RocksDBConfigSetter {
  static final String SETTING = "hayase.rocksdb.shared";

  private static final int BLOCK = 16 * 1024;
  private static final long BUFFER = 8L * 1024 * 1024;

  /// The bytes, for as long as the process lives.
  public static final class Shared {
    private final Cache cache;
    private final WriteBufferManager buffers;

    /// @param bytes of blocks, indexes, filters and what is not written yet together
    public Shared(long bytes) {
      RocksDB.loadLibrary();
      cache = new LRUCache(bytes);
      buffers = new WriteBufferManager(bytes / 4, cache);
    }
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    Shared shared = (Shared) Objects.requireNonNull(configs.get(SETTING));
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(shared.cache);
    table.setBlockSize(BLOCK);
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinTopLevelIndexAndFilter(true);
    table.setFilterPolicy(new BloomFilter());
    options.setWriteBufferManager(shared.buffers);
    options.setWriteBufferSize(BUFFER);
    options.setMaxWriteBufferNumber(2);
    options.setTableFormatConfig(table);
  }

  @Override
  public void close(String storeName, Options options) {
    // The cache is not the store's.
  }
}
