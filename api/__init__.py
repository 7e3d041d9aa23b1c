"""The outside of Dekkend: settings, service, command line, GraphQL, pages and exports."""
