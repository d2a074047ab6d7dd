//! The command line. Data goes to stdout, messages to stderr; exit 0 success, 1 the input was refused, 2 wrong usage.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands;

/// Hồ sơ đến tận thôn, chính sách đến tận người dân.
#[derive(Debug, Parser)]
#[command(
    name = "tanthon",
    version,
    about,
    propagate_version = true,
    arg_required_else_help = true
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API, the office and field app and the public pages
    Serve(ServeArgs),
    /// Verify rules and ask them
    Rules {
        #[command(subcommand)]
        command: commands::rules::RulesCommand,
    },
    /// Find each beneficiary of one list among the residents of another, both CSV
    Link(commands::link::LinkArgs),
    /// Places of before July 2025 and of today
    Places {
        #[command(subcommand)]
        command: commands::places::PlacesCommand,
    },
    /// Vietnamese text in legacy encodings
    Text {
        #[command(subcommand)]
        command: commands::text::TextCommand,
    },
    /// Copy everything (data and files) into one archive, while the server runs
    Backup {
        #[command(flatten)]
        place: Place,
        /// The archive to write
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Put an archive back into an empty data folder
    Restore {
        #[command(flatten)]
        place: Place,
        /// The archive to read
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
    /// Check journal, projections and files against each other
    Verify {
        #[command(flatten)]
        place: Place,
    },
    /// Make the projections anew from the journal
    Rebuild {
        #[command(flatten)]
        place: Place,
    },
    /// Write the journal as JSON lines to stdout
    Export {
        #[command(flatten)]
        place: Place,
    },
    /// Accounts
    User {
        #[command(subcommand)]
        command: commands::user::UserCommand,
    },
    /// Devices
    Device {
        #[command(subcommand)]
        command: commands::device::DeviceCommand,
    },
    /// The configuration
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Read the configuration and say what is wrong with it
    Check {
        #[command(flatten)]
        place: Place,
    },
}

/// Where the data is.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// Folder of the database, the files and tanthon.toml
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// PostgreSQL instead of the database in DIR (postgres://user@host/name)
    #[arg(long, value_name = "URL", env = "TANTHON_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

/// Arguments of `serve`.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// Where the data is
    #[command(flatten)]
    pub place: Place,
    /// Address to listen on; overrides tanthon.toml
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Fill an empty data folder with an invented commune
    #[arg(long, value_enum)]
    pub demo: Option<DemoChoice>,
}

/// The communes of the demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DemoChoice {
    /// Xã Tà Đùng, Lâm Đồng: mobile social-protection days
    TaDung,
    /// Xã Đại Sơn, Hải Phòng: service at home
    DaiSon,
}

/// Reads the arguments and runs the command.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        Command::Serve(args) => commands::serve::run(&args),
        Command::Rules { command } => commands::rules::run(command),
        Command::Link(args) => commands::link::run(&args),
        Command::Places { command } => commands::places::run(command),
        Command::Text { command } => commands::text::run(command),
        Command::Backup { place, to } => commands::backup::backup(&place, &to),
        Command::Restore { place, from } => commands::backup::restore(&place, &from),
        Command::Verify { place } => commands::backup::verify(&place),
        Command::Rebuild { place } => commands::backup::rebuild(&place),
        Command::Export { place } => commands::backup::export(&place),
        Command::User { command } => commands::user::run(command),
        Command::Device { command } => commands::device::run(command),
        Command::Config {
            command: ConfigCommand::Check { place },
        } => commands::config::check(&place),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("tanthon: {error:#}");
            ExitCode::from(1)
        }
    }
}
