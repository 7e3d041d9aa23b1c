import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Neo4j with the settings of HOME/neo4j.conf: prints READY when it serves, and ends when its standard input closes or
 * when the process that started it is gone, so that a test run that is killed leaves no server behind.
 *
 * Neo4j is reached by reflection, because the compiler at hand may be older than the classes of the newest server.
 */
public class Neo4jServer {
    public static void main(String[] arguments) throws Exception {
        Thread input = new Thread(Neo4jServer::endWithInput);
        input.setDaemon(true);
        input.start();
        // A process that the test run forked may hold the input open.
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(Neo4jServer::end));
        Path home = Path.of(arguments[0]).toAbsolutePath().normalize();
        Class<?> builders = Class.forName("org.neo4j.dbms.api.DatabaseManagementServiceBuilder");
        Object builder = builders.getConstructor(Path.class).newInstance(home);
        builders.getMethod("loadPropertiesFromFile", Path.class).invoke(builder, home.resolve("neo4j.conf"));
        builders.getMethod("build").invoke(builder);
        System.out.println("READY");
        Thread.currentThread().join();
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        end();
    }

    private static void end() {
        Runtime.getRuntime().halt(0);
    }
}
