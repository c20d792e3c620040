import { DeskPage } from "./controllers/page";
import "./desk.css";

void new DeskPage(location.origin).open();
