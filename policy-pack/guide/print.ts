import { rules } from "../rules";
import { writtenGuide } from "./guide";

process.stdout.write(writtenGuide(rules));
